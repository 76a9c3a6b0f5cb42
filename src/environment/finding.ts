/** A problem before it has a place in the text: the loader adds file, line and column. */
import type { Path } from "./path";
import type { Position } from "./source-map";

export interface Finding {
  readonly path: Path;
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
  /** Findings with the same cause are merged into one, with the places of all. */
  readonly cause?: string;
  /** The field that this judgement is based on: if there is a finding at that field, this one is dropped. */
  readonly reliesOn?: Path;
  /** What the place is: the value, the key, or an exact position. @default "value" */
  readonly at?: "value" | "key" | Position;
}
