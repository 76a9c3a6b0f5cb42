/** `plan`: a saved plan of every stack that can be planned. */
import { inOrder } from "../dependency-order";
import type { SelectedStack } from "../selection/select";
import { warnOfLocalState } from "./local-state";
import type { MadePlan, Planned } from "./planner";
import { appliedAfter, refuseOrder, type RunOrder, runOrder } from "./removals/run-order";
import type { RunOptions, RunResult, StackOutcome } from "./results";
import { changingUpstream } from "./changing-upstream";
import { forgetBegun } from "./reviewed/begun-plan";
import { openRun, resultOf, type Run } from "./run";
import { writeWaiting } from "./saved-plan";

/**
 * Plans in dependency order, what is independent side by side, and saves each plan. A stack that waits for another is no
 * failure. What Terraform refuses is in the result.
 * @throws JangadaError what `select` throws, BAD_PARALLEL, or if there is no usable Terraform
 */
export async function plan(options: RunOptions): Promise<RunResult> {
  const run = await openRun(options);
  warnOfLocalState(run.selection, options);
  const plans = new Map<string, MadePlan>();
  await inOrder(run.selection.stacks, run.limit, async (stack) => {
    if (options.signal?.aborted) return false;
    const planned = await run.planner.plan(stack, "plan");
    // What an apply that broke off left is in the new plan, which is looked at anew.
    if (planned.kind !== "failed") forgetBegun(run.selection.project, stack);
    if (planned.kind === "planned") plans.set(stack.name, planned.plan);
    return record(run, stack, planned, options);
  });
  if (run.problems.length === 0 && !options.signal?.aborted) recordOrder(run, await runOrder(run, plans));
  return resultOf(run, options, ["waiting"]);
}

/** What takes something away comes after what uses it, which was planned against outputs as they are until then. */
function recordOrder(run: Run, order: RunOrder): void {
  for (const [name, { provisional, ...outcome }] of run.outcomes) {
    const unordered = provisional?.filter((upstream) => !order.appliedAfter.get(upstream)?.includes(name)) ?? [];
    const still = unordered.length > 0 ? { provisional: unordered } : {};
    run.outcomes.set(name, { ...outcome, ...still, ...appliedAfter(order, name) });
  }
  refuseOrder(run, order);
}

function record(run: Run, stack: SelectedStack, planned: Planned, options: RunOptions): boolean {
  const { name, environment } = stack;
  const set = (outcome: Omit<StackOutcome, "name" | "environment">): void =>
    void run.outcomes.set(name, { name, environment, ...outcome });
  const wait = (upstream: readonly string[]): true => {
    writeWaiting(run.selection.project, stack, upstream);
    set({ outcome: "waiting", waitingFor: upstream });
    return true;
  };
  switch (planned.kind) {
    case "waiting":
      return wait(planned.for);
    case "failed": {
      const upstream = changingUpstream(run, stack, (other) => run.outcomes.get(other)?.plan);
      if (upstream.length > 0 && !options.signal?.aborted) return wait(upstream);
      set({ outcome: options.signal?.aborted ? "interrupted" : "failed" });
      if (!options.signal?.aborted) run.problems.push(...planned.problems);
      return false;
    }
    case "planned": {
      const { counts, model, empty } = planned.plan;
      const provisional = changingUpstream(run, stack, (other) => run.outcomes.get(other)?.plan);
      set({
        outcome: empty ? "unchanged" : "planned",
        counts,
        plan: model,
        planOrigin: "new",
        ...(provisional.length > 0 ? { provisional } : {}),
      });
      return true;
    }
  }
}
