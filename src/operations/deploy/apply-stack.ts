/** One stack's turn in a deployment. */
import { isSettled } from "../drift-noise/configured-attributes";
import type { SelectedStack } from "../selection/select";
import { terraformStep } from "../terraform";
import type { DeployOptions } from "./deploy";
import { runNoteOf } from "./run-note";
import type { MadePlan } from "./planner";
import { agreementFor, fail, type Prepared, type PreparedPlan, refuseBeyond } from "./prepare";
import { takesFromLater } from "./removals/run-order";
import { changesOf, type StackOutcome } from "./results";
import { type Agreement, agreementOf, markBegun, beyondAgreed, saveAgreement } from "./reviewed/agreement";
import { forgetBegun } from "./reviewed/begun-plan";
import type { Run } from "./run";
import { removePlan } from "./saved-plan";

/** @returns whether what depends on it may go on */
export async function applyStack(
  run: Run,
  stack: SelectedStack,
  prepared: Prepared,
  options: DeployOptions,
): Promise<boolean> {
  if (options.signal?.aborted) return end(run, stack, { outcome: "interrupted" });
  const current = await currentPlan(run, stack, prepared, options);
  if (!current) return false;
  const { plan, origin } = current;
  // What went beyond what was agreed to earlier was agreed to in this run.
  const earlier = current.differences.length > 0 ? undefined : current.agreement;
  const agreement = earlier ?? agreementOf(plan);
  const planFacts = {
    counts: plan.counts,
    plan: plan.model,
    planOrigin: origin,
    ...(earlier && origin !== "new" ? { reviewedAt: earlier.madeAt } : {}),
  };
  // What changed outside, and is by now as the configuration says, is noted in the state: else it were drift for ever.
  const nothingToNote = plan.model.drift.length === 0 || !isSettled(stack.folder, plan.model.drift, options.facts);
  if (plan.empty && nothingToNote) {
    removePlan(run.selection.project, stack);
    forgetBegun(run.selection.project, stack);
    return end(run, stack, { outcome: "unchanged", ...planFacts });
  }
  run.stackTerraform.context.listener({
    type: "message",
    level: "info",
    stack: stack.name,
    message: originText(origin, earlier),
  });
  const applied = await apply(run, plan, agreement);
  if (!applied.ok) {
    fail(run, stack, options, applied.problems);
    return false;
  }
  return end(run, stack, { outcome: plan.empty ? "unchanged" : "applied", ...planFacts });
}

/** Which plan is applied, for whoever reads the log later. */
function originText(origin: PreparedPlan["origin"], agreed: Agreement | undefined): string {
  if (origin === "saved") return `applying the plan that was saved at ${agreed?.madeAt ?? "an earlier time"}`;
  if (!agreed || origin === "new") return "applying the plan that was made in this run";
  return `applying a plan that was made again; every change in it stands in the one of ${agreed.madeAt}`;
}

/** The plan that holds now, and was agreed to. */
async function currentPlan(
  run: Run,
  stack: SelectedStack,
  prepared: Prepared,
  options: DeployOptions,
): Promise<PreparedPlan | undefined> {
  const before = prepared.plans.get(stack.name);
  const moved = before ? await run.planner.movedUpstream(before.plan) : [];
  if (before && moved.length === 0 && !(options.unattended && before.differences.length > 0)) return before;
  const confirmed = agreementBefore(before, options);
  if (confirmed) saveAgreement(run.selection.project, stack, confirmed);
  const planned = await run.planner.plan(stack);
  if (planned.kind === "waiting") {
    fail(run, stack, options, [
      {
        code: "UPSTREAM_INCOMPLETE",
        message: `${stack.name} reads outputs of ${planned.for.join(" and ")} that are not there, although it was applied.`,
        place: { address: stack.name },
        remedy: "See which: jangada deps",
      },
    ]);
    return undefined;
  }
  if (planned.kind === "failed") {
    fail(run, stack, options, planned.problems);
    return undefined;
  }
  const { plan } = planned;
  const taken = before ? [] : await takesFromLater(run, plan);
  if (taken.length > 0) {
    end(run, stack, { outcome: "refused", counts: plan.counts, plan: plan.model });
    run.problems.push(...taken);
    removePlan(run.selection.project, stack);
    return undefined;
  }
  const agreement = confirmed ?? agreementFor(stack, plan, undefined, prepared, options);
  if (agreement) saveAgreement(run.selection.project, stack, agreement);
  const differences = agreement ? beyondAgreed(agreement, plan) : [];
  const origin = before || (agreement && differences.length === 0) ? "again" : "new";
  const current = { plan, origin, ...(agreement ? { agreement } : {}), differences } as const;
  if (plan.empty || (agreement && differences.length === 0)) return current;
  if (options.unattended && agreement) {
    const because =
      moved.length > 0 ? `${moved.join(" and ")} changed what it reads` : "it had to wait, and was not planned";
    refuseBeyond(run, stack, plan, differences, because);
    return undefined;
  }
  const kind = before ? "moved" : "turn";
  const agreed = await options.confirm({ kind, changes: [changesOf(plan, differences)], waiting: [], moved });
  if (agreed) return current;
  end(run, stack, { outcome: options.signal?.aborted ? "interrupted" : "declined", counts: plan.counts });
  return undefined;
}

/** The plan that was made first was shown, and asked for where it went beyond what was agreed to before. */
function agreementBefore(
  before: PreparedPlan | undefined,
  { unattended = false }: DeployOptions,
): Agreement | undefined {
  if (!before) return undefined;
  const { agreement, differences, plan } = before;
  return agreement && (unattended || differences.length === 0) ? agreement : agreementOf(plan);
}

/**
 * A plan can be applied once: it is gone afterwards, whatever came of it. What was agreed to is kept until all of it is done.
 */
export async function apply(run: Run, plan: MadePlan, agreement: Agreement, step: "apply" | "destroy" = "apply") {
  const { stack, file, counts, record } = plan;
  markBegun(run.selection.project, stack, plan, agreement, step);
  const result = await run.stackTerraform.applyKeepingStates(stack, (options) =>
    terraformStep(run.stackTerraform.context, stack, step, {
      ...options,
      args: ["apply", "-json", "-input=false", file],
      total: counts.add + counts.change + counts.remove,
      note: runNoteOf(stack, step, { record }),
    }),
  );
  removePlan(run.selection.project, stack);
  if (result.ok) forgetBegun(run.selection.project, stack);
  run.stackTerraform.forgetStates();
  return result;
}

function end(
  run: Run,
  { name, environment }: SelectedStack,
  outcome: Omit<StackOutcome, "name" | "environment">,
): boolean {
  run.outcomes.set(name, { name, environment, ...outcome });
  return outcome.outcome === "applied" || outcome.outcome === "unchanged";
}
