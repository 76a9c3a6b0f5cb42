/** `deploy`: applies what was planned, and nothing else. */
import type { Facts } from "../../model/resource-facts";
import { inOrder } from "../dependency-order";
import { applyStack } from "./apply-stack";
import type { RunFacts } from "./planner";
import { type LocalStateOptions, refuseLocalState } from "./local-state";
import { guarded, preparePlans } from "./prepare";
import { changesOf, type Confirm, type RunOptions, type RunResult } from "./results";
import { appliedAfter, refuseOrder, runOrder } from "./removals/run-order";
import { openRun, resultOf } from "./run";

export interface DeployOptions extends RunOptions, LocalStateOptions {
  /** What is known of resource types. */
  readonly facts: RunFacts & Pick<Facts, "noise" | "mirrored">;
  /** Asked before anything is applied, and again for what could not be planned before. */
  readonly confirm: Confirm;
  /** Whether plans that were saved are thrown away, and made anew. @default false */
  readonly replan?: boolean;
  /**
   * Whether nobody answers: then what goes beyond what was reviewed is refused, and `confirm` only shows the rest.
   * @default false: `confirm` is asked about it
   */
  readonly unattended?: boolean;
}

/**
 * Applies the saved plans if they hold, else plans, and asks. What waits for another stack is planned when its turn comes.
 * If a saved plan does not hold any more, nothing is applied at all. A plan that had to be made again is applied unasked only
 * if every change stands in the one that was reviewed.
 * @throws JangadaError what `select` throws, BAD_PARALLEL, LOCAL_STATE_IN_CI, or if there is no usable Terraform. What a
 *   stack refuses is in the result.
 */
export async function deploy(options: DeployOptions): Promise<RunResult> {
  const run = await openRun(options);
  refuseLocalState(run.selection, options);
  const prepared = await preparePlans(run, options);
  if (!prepared) return resultOf(run, options);
  const order = await runOrder(run, new Map([...prepared.plans].map(([name, { plan }]) => [name, plan])));
  if (refuseOrder(run, order)) return resultOf(run, options);
  const toDo = [...prepared.plans.values()].filter(({ plan }) => !plan.empty);
  const changes = toDo.map(({ plan, differences }) => ({
    ...changesOf(plan, differences),
    ...appliedAfter(order, plan.stack.name),
  }));
  const waiting = [...prepared.waiting].map(([name, upstream]) => ({ name, for: upstream }));
  const confirm = oneAtATime(options.confirm);
  // What stands in what was agreed to before an apply broke off is agreed to.
  const goesOn = toDo.every(({ origin, differences }) => origin === "again" && differences.length === 0);
  const asked = changes.length + waiting.length > 0 && !(goesOn && waiting.length === 0);
  if (asked && !(await confirm({ kind: "deploy", changes, waiting, moved: [] }))) {
    for (const { name, environment } of run.selection.stacks) {
      const outcome = options.signal?.aborted ? "interrupted" : "declined";
      run.outcomes.set(name, { name, environment, outcome });
    }
    return resultOf(run, options);
  }
  await inOrder(order.stacks, run.limit, (stack) =>
    guarded(run, stack, options, () => applyStack(run, stack, prepared, { ...options, confirm })),
  );
  for (const [name, outcome] of run.outcomes) run.outcomes.set(name, { ...outcome, ...appliedAfter(order, name) });
  return resultOf(run, options);
}

/** Independent stacks may come to their questions at the same time; a person answers one after the other. */
function oneAtATime(confirm: Confirm): Confirm {
  let queue: Promise<unknown> = Promise.resolve();
  return (question) => {
    const answer = queue.then(() => confirm(question));
    queue = answer.catch(() => undefined);
    return answer;
  };
}
