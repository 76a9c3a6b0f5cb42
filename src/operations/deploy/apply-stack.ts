/** One stack's turn in a deployment. */
import { isSettled } from "../drift/held";
import type { SelectedStack } from "../selection/select";
import { terraformStep } from "../terraform";
import type { DeployOptions } from "./deploy";
import type { MadePlan } from "./planner";
import { fail, type PreparedPlan } from "./prepare";
import { changesOf, type StackOutcome } from "./results";
import type { Run } from "./run";
import { removePlan } from "./saved-plan";

/** @returns whether what depends on it may go on */
export async function applyStack(
  run: Run,
  stack: SelectedStack,
  prepared: PreparedPlan | undefined,
  options: DeployOptions,
): Promise<boolean> {
  if (options.signal?.aborted) return end(run, stack, { outcome: "interrupted" });
  const current = await currentPlan(run, stack, prepared, options);
  if (!current) return false;
  const { plan, origin } = current;
  const told = { counts: plan.counts, plan: plan.model, planOrigin: origin };
  // What changed outside, and is by now as the configuration says, is noted in the state: else it were drift for ever.
  const nothingToNote = plan.model.drift.length === 0 || !isSettled(stack.folder, plan.model.drift);
  if (plan.empty && nothingToNote) {
    removePlan(run.selection.project, stack);
    return end(run, stack, { outcome: "unchanged", ...told });
  }
  const applied = await apply(run, plan);
  if (!applied.ok) {
    fail(run, stack, options, applied.problems);
    return false;
  }
  return end(run, stack, { outcome: plan.empty ? "unchanged" : "applied", ...told });
}

/** The plan that holds now, and was agreed to. */
async function currentPlan(
  run: Run,
  stack: SelectedStack,
  prepared: PreparedPlan | undefined,
  options: DeployOptions,
): Promise<PreparedPlan | undefined> {
  const moved = prepared ? await run.planner.movedUpstream(prepared.plan) : [];
  if (prepared && moved.length === 0) return prepared;
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
  if (!plan.empty) {
    const kind = prepared ? "moved" : "turn";
    const agreed = await options.confirm({ kind, changes: [changesOf(plan)], waiting: [], moved });
    if (!agreed) {
      end(run, stack, { outcome: options.signal?.aborted ? "interrupted" : "declined", counts: plan.counts });
      return undefined;
    }
  }
  return { plan, origin: prepared ? "again" : "new" };
}

/** A plan can be applied once: it is gone afterwards, whatever came of it. */
export async function apply(run: Run, { stack, file, counts }: MadePlan, step: "apply" | "destroy" = "apply") {
  const result = await run.bench.applyKeepingStates(stack, (options) =>
    terraformStep(run.bench.context, stack, step, {
      ...options,
      args: ["apply", "-json", "-input=false", file],
      total: counts.add + counts.change + counts.remove,
    }),
  );
  removePlan(run.selection.project, stack);
  run.bench.forgetStates();
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
