/** What the stacks of a run were agreed to be changed by, from what earlier runs left: begun plans, and what `plan` noted. */
import type { SelectedStack } from "../../selection/select";
import { changedInputs, type InputChange } from "../inputs";
import type { Run } from "../run";
import { readRecord, readWaiting, removePlan } from "../saved-plan";
import type { Agreement } from "./agreement";
import { forgetBegun, readBegun } from "./begun-plan";

/** What was agreed to and begun, or what has changed since, so that it counts no more; undefined if nothing was begun. */
export async function begunBefore(
  run: Run,
  stack: SelectedStack,
): Promise<{ readonly agreement: Agreement; readonly changes: readonly InputChange[] } | undefined> {
  const begun = readBegun(run.selection.project, stack, "apply");
  if (!begun) return undefined;
  const now = await run.planner.inputsNow(stack);
  const then = begun.inputs;
  // Its own apply has changed the state; but it must be the same one.
  const another = then.state.exists && then.state.lineage !== now.state.lineage;
  const state = another ? then.state : now.state;
  return { agreement: begun, changes: changedInputs({ ...then, state }, now) };
}

/** The environments of which a plan was made to be looked at: what that does not hold was not looked at. */
export function reviewedEnvironments(run: Run): ReadonlySet<string> {
  const { project, stacks } = run.selection;
  const looked = stacks.filter(
    (stack) =>
      readWaiting(project, stack) !== undefined ||
      readRecord(project, stack)?.madeBy === "plan" ||
      readBegun(project, stack, "apply")?.madeBy === "plan",
  );
  return new Set(looked.map(({ environment }) => environment));
}

/** What an earlier run or `plan` left of these stacks counts no more. */
export function forgetAgreements(run: Run): void {
  for (const stack of run.selection.stacks) {
    removePlan(run.selection.project, stack);
    forgetBegun(run.selection.project, stack);
  }
}
