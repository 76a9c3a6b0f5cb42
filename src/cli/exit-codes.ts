/** The exit statuses of every verb. */
import type { Problem } from "../errors";

export const EXIT = {
  ok: 0,
  /** Something is wrong: bad input, a failed deployment, an internal error. */
  error: 1,
  /** Something changed or drifted, where the verb was asked to tell. */
  changes: 2,
  /** Somebody else holds the lock. */
  locked: 3,
  /** Refused: by a policy or gate, a protection, a saved plan or a state that does not hold any more, or the answer no. */
  refused: 4,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
} as const;

const REFUSALS = new Set([
  "PLAN_STALE",
  "NOT_REVIEWED",
  "REMOVAL_WITHOUT_ORDER",
  "REMOVED_IN_USE",
  "PROTECTED",
  "STACK_NEEDED",
  "NOT_CONFIRMED",
  // A key that others would see.
  "CREDENTIAL_SHOWN",
  "LOCAL_STATE_IN_CI",
  // A state that is not what is known of it: a person decides whether it is restored.
  "STATE_BROKEN",
  "STATE_EMPTY",
  "STATE_MISSING",
  "STATE_NOT_SAVED",
  "STATE_REPLACED",
  "STATE_WENT_BACK",
]);

/** The status of a verb that ended with these problems. The first that applies: interrupted, locked, refused, error. */
export function statusOf(problems: readonly Problem[]): number {
  const codes = problems.map(({ code }) => code);
  if (codes.includes("INTERRUPTED")) return EXIT.interrupted;
  if (codes.includes("STATE_LOCKED")) return EXIT.locked;
  // A refusal beside a failure is the smaller matter.
  if (codes.length > 0 && codes.every((code) => REFUSALS.has(code))) return EXIT.refused;
  return EXIT.error;
}
