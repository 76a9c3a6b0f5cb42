/** `plan`: a saved plan of every stack that can be planned. */
import { inOrder } from "../in-order";
import type { SelectedStack } from "../selection/select";
import { warnOfLocalState } from "./local-state";
import type { Planned } from "./planner";
import type { RunOptions, RunResult, StackOutcome } from "./results";
import { changingUpstream } from "./changing-upstream";
import { openRun, resultOf, type Run } from "./run";

/**
 * Plans in dependency order, what is independent side by side, and saves each plan. A stack that waits for another is no
 * failure. What Terraform refuses is in the result.
 * @throws JangadaError if the selection, the synthesis or Terraform itself is not right
 */
export async function plan(options: RunOptions): Promise<RunResult> {
  const run = await openRun(options);
  warnOfLocalState(run.selection, options);
  await inOrder(run.selection.stacks, run.limit, async (stack) => {
    if (options.signal?.aborted) return false;
    return record(run, stack, await run.planner.plan(stack), options);
  });
  return resultOf(run, options, ["waiting"]);
}

function record(run: Run, stack: SelectedStack, planned: Planned, options: RunOptions): boolean {
  const { name, environment } = stack;
  const set = (outcome: Omit<StackOutcome, "name" | "environment">): void =>
    void run.outcomes.set(name, { name, environment, ...outcome });
  switch (planned.kind) {
    case "waiting":
      set({ outcome: "waiting", waitingFor: planned.for });
      return true;
    case "failed": {
      const upstream = changingUpstream(run, stack, (other) => run.outcomes.get(other)?.plan);
      if (upstream.length > 0 && !options.signal?.aborted) {
        set({ outcome: "waiting", waitingFor: upstream });
        return true;
      }
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
