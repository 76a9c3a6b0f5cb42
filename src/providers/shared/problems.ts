/** What checks found, of which each yields one diagnostic or nothing. */
import type { Diagnostic } from "../../rehearsal/protocol/handlers";

/** Drops the checks that found nothing. */
export function actualProblems(
  ...found: readonly (Diagnostic | false | "" | undefined | null)[]
): readonly Diagnostic[] {
  return found.filter((diagnostic): diagnostic is Diagnostic => Boolean(diagnostic));
}
