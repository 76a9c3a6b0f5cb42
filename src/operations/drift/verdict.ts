/** What a check comes to. That a stack could not be looked at is no finding, and not the absence of one. */
import type { Problem } from "../../errors";
import type { StackCheck } from "./check-stack";
import type { Verdict } from "./drift-result";
import { type CheckedHost, isJudged } from "./hosts";

export function verdictOf(
  checks: readonly StackCheck[],
  findings: number,
  hosts: readonly CheckedHost[] = [],
): Verdict {
  if (findings > 0 || hosts.some(({ outcome }) => outcome === "differs")) return "drift";
  if (checks.some(({ outcome }) => outcome === "failed") || !hosts.every(isJudged)) return "not-judged";
  return checks.length > 0 && checks.every(({ outcome }) => outcome === "not-applied") ? "not-applied" : "no-drift";
}

/**
 * A stack that holds nothing, though others are applied that stand on it: that is no stack that was never applied, but a
 * state that is gone.
 */
export function withoutLostStates(checks: readonly StackCheck[]): readonly StackCheck[] {
  return checks.map((check) => {
    const { stack, outcome } = check;
    const upon = checks.filter((other) => other.outcome === "checked" && other.stack.dependencies.includes(stack.name));
    if (outcome !== "not-applied" || upon.length === 0) return check;
    return {
      ...check,
      outcome: "failed",
      problems: [
        lost(
          stack.name,
          upon.map((other) => other.stack.name),
        ),
      ],
    };
  });
}

function lost(name: string, upon: readonly string[]): Problem {
  return {
    code: "STATE_MISSING",
    message: `${name} has no resources in its state, although ${upon.join(" and ")}, which stand${upon.length > 1 ? "" : "s"} on it, ${upon.length > 1 ? "are" : "is"} applied: its state is gone, or is looked for at another place.`,
    place: { address: name },
    remedy: "Bring its state back before anything is deployed: everything in it would be made a second time.",
  };
}
