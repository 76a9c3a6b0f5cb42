/** From a run to the verb's exit status. */
import type { RunResult } from "../operations/deploy/results";
import { EXIT, statusOf } from "./exit-codes";

export function resultStatus(result: RunResult): number {
  if (result.interrupted) return EXIT.interrupted;
  if (result.ok) return EXIT.ok;
  if (result.problems.length > 0) return statusOf(result.problems);
  return result.stacks.some(({ outcome }) => outcome === "declined") ? EXIT.refused : EXIT.error;
}
