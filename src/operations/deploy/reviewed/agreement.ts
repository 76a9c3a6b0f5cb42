/** What was agreed to for a stack: a later plan of it is applied unasked only if every change stands in that. */
import type { SelectedStack } from "../../selection/select";
import type { PlanInputs } from "../inputs";
import type { MadePlan } from "../planner";
import { type Begun, newKey, writeBegun } from "./begun-plan";
import { unreviewedChanges, type Difference } from "./unreviewed-changes";
import type { ReviewedPlan } from "./reviewed-plan";

export interface Agreement {
  readonly madeBy: Begun["madeBy"];
  /** When the plan that was agreed to was made, as RFC 3339. */
  readonly madeAt: string;
  readonly inputs: PlanInputs;
  readonly key: string;
  /** None: it was agreed to change nothing. */
  readonly plans: readonly ReviewedPlan[];
}

export function agreementOf({ record, reviewed }: MadePlan): Agreement {
  const key = newKey();
  const { madeBy, madeAt, inputs } = record;
  return { madeBy, madeAt, inputs, key, plans: [reviewed(key)] };
}

/** Of a stack that was not in what was looked at, or waited there. */
export function nothingAgreed(plan: MadePlan): Agreement {
  return { ...agreementOf(plan), madeBy: "plan", plans: [] };
}

export function beyondAgreed(agreement: Agreement, plan: MadePlan): readonly Difference[] {
  return unreviewedChanges(agreement.plans, plan.reviewed(agreement.key));
}

/** Keeps what was agreed to when its plan goes, because another one is made in its place. */
export function saveAgreement(project: string, stack: SelectedStack, agreement: Agreement): void {
  writeBegun(project, stack, {
    ...agreement,
    schemaVersion: 1,
    environment: stack.environment,
    stack: stack.name,
    purpose: "apply",
  });
}

/** Marks the plan as spent, before it is applied. */
export function markBegun(
  project: string,
  stack: SelectedStack,
  plan: MadePlan,
  agreement: Agreement,
  purpose: Begun["purpose"],
): void {
  const own = plan.reviewed(agreement.key);
  const known = agreement.plans.some((one) => JSON.stringify(one) === JSON.stringify(own));
  writeBegun(project, stack, {
    ...agreement,
    schemaVersion: 1,
    environment: stack.environment,
    stack: stack.name,
    purpose,
    begunAt: new Date().toISOString(),
    plans: known ? agreement.plans : [...agreement.plans, own],
  });
}
