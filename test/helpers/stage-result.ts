/** The one line that a stage prints, whole. */
import type { StageLine } from "../../src/operations/machines/stage-line";

/** A check tells what differs, whoever changes something what it changed. */
export interface StageResult extends Omit<StageLine, "differs"> {
  readonly mode: "apply" | "check";
  readonly changed: number;
  readonly changes?: readonly string[];
  readonly differs?: readonly string[];
  readonly notes: readonly string[];
}
