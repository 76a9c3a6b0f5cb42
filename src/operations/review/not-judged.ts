/** What of an environment could not be judged, and why: beside it, nothing may look as if it had been. */
import type { Problem } from "../../errors";
import type { PlannedEnvironment, PlannedStack, Unjudged } from "./planned-stacks";
import type { NotJudged } from "./result-schema";

export function notJudgedIn(environment: PlannedEnvironment): readonly NotJudged[] {
  const { name, stacks } = environment;
  const whole = [...(environment.notJudged ?? []), ...wholeEnvironment(environment)];
  return [
    ...whole.map((one): NotJudged => ({ environment: name, ...one })),
    ...stacks.flatMap((stack) =>
      stackOf(stack, whole).map((one) => ({ environment: name, stack: stack.name, ...one })),
    ),
  ];
}

/** A problem of its own, which no one stack has. */
function wholeEnvironment({ problems, notJudged = [] }: PlannedEnvironment): readonly Unjudged[] {
  const reasons = new Set(notJudged.map(({ reason }) => reason));
  return problems.length > 0 && reasons.size === 0
    ? [{ because: "broken", reason: `cannot be judged: ${firstOf(problems)}` }]
    : [];
}

function stackOf(stack: PlannedStack, whole: readonly Unjudged[]): readonly Unjudged[] {
  const { outcome, problems, plan, notJudged } = stack;
  if (notJudged) return [notJudged];
  if (outcome === "failed") return [{ because: "failed", reason: `could not be planned: ${firstOf(problems)}` }];
  if (outcome === "skipped") {
    // Where nothing of the environment is judged, saying so of each stack adds nothing.
    if (whole.length > 0 && problems.length === 0) return [];
    const reason =
      problems.length > 0 ? `was not planned: ${firstOf(problems)}` : "was not planned: what it depends on failed";
    return [{ because: "not-reached", reason }];
  }
  if (problems.length > 0) {
    return [
      { because: "refused", reason: `was planned, and could not be applied in the rehearsal: ${firstOf(problems)}` },
    ];
  }
  if (plan?.errored) return [{ because: "incomplete", reason: "has a plan that ended in an error, and is not whole" }];
  const [failed] = plan?.failedChecks ?? [];
  return failed
    ? [
        {
          because: "condition",
          reason: `has a condition that does not hold: ${failed.address}: ${failed.messages.join("; ")}`,
        },
      ]
    : [];
}

/** Enough to know what it is; the whole stands among the problems. */
function firstOf(problems: readonly Problem[]): string {
  const [first] = problems;
  const line = (first?.message ?? "it is not known why").split("\n").find((text) => text.trim() !== "") ?? "";
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more problems)` : "";
  return `${line.trim().slice(0, 300)}${more}`;
}
