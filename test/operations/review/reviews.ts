/** Reviews of made-up plans. */
import { facts } from "../../../src/facts";
import type { Acknowledgement } from "../../../src/environment/environment";
import { readPlan } from "../../../src/operations/plan-model";
import type { PlannedChange } from "../../../src/operations/review/planned-stacks";
import { review, type ReviewOptions } from "../../../src/operations/review/review";
import type { ReviewResult } from "../../../src/operations/review/result-schema";
import { type ChangeParts, planOf } from "../plan-model/plans";

export interface ReviewParts extends Omit<ReviewOptions, "facts"> {
  readonly changes?: readonly ChangeParts[];
  readonly pending?: readonly ChangeParts[];
  readonly acknowledge?: readonly Acknowledgement[];
  readonly problems?: PlannedChange["environments"][number]["problems"];
}

/** Of one environment `dev` with one stack; resources named `<component>_<rest>` come from line 7. */
export function reviewOf(parts: ReviewParts): ReviewResult {
  const stack = (changes: readonly ChangeParts[]) => readPlan(planOf(changes), undefined, { stack: "dev-data" });
  const plan = stack(parts.changes ?? []);
  const located = plan.changes.map((change) => ({
    ...change,
    source: {
      file: "infra/environments/dev/environment.yaml",
      path: change.name.replaceAll("_", "."),
      line: 7,
      column: 3,
    },
  }));
  const environment: PlannedChange["environments"][number] = {
    name: "dev",
    status: "changed",
    file: "infra/environments/dev/environment.yaml",
    stacks: [
      {
        name: "dev-data",
        outcome: "planned",
        plan: { ...plan, changes: located },
        problems: [],
        ...(parts.pending ? { pending: stack(parts.pending) } : {}),
      },
    ],
    problems: parts.problems ?? [],
    notes: [],
    acknowledge: parts.acknowledge ?? [],
  };
  return review(
    { kind: "rehearsed", environments: [environment], unchanged: ["qa"], problems: [], notes: [] },
    { ...parts, facts },
  );
}
