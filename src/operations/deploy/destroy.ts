/** `destroy`: takes environments down, last stack first, after showing exactly what goes. */
import type { Environment } from "../../environment/environment";
import { JangadaError, type Problem } from "../../errors";
import { inOrder, reversed } from "../dependency-order";
import type { SelectedStack } from "../selection/select";
import { apply } from "./apply-stack";
import { type LocalStateOptions, refuseLocalState } from "./local-state";
import type { MadePlan } from "./planner";
import { changesOf, type RunOptions, type RunResult, type StackChanges, type StackOutcome } from "./results";
import { type Agreement, agreementOf, beyondAgreed } from "./reviewed/agreement";
import { type Begun, forgetBegun, readBegun } from "./reviewed/begun-plan";
import type { Difference } from "./reviewed/unreviewed-changes";
import { notReviewed } from "./reviewed/refusal";
import { openRun, resultOf, type Run } from "./run";
import { removePlan } from "./saved-plan";

export interface DestroyOptions extends RunOptions, LocalStateOptions {
  /** Asked once, when it is known what would go. */
  confirm(request: {
    readonly environments: readonly string[];
    readonly changes: readonly StackChanges[];
  }): Promise<boolean>;
  /** Whether what a destruction that broke off was to take away counts no more. @default false */
  readonly replan?: boolean;
  /** Whether nobody answers: then what goes beyond what was to be destroyed is refused. @default false */
  readonly unattended?: boolean;
}

/** What is to be done in one stack. */
interface ToDestroy {
  readonly plan: MadePlan;
  /** What was agreed to for an earlier run that broke off. */
  readonly agreement?: Begun;
  readonly differences: readonly Difference[];
}

/**
 * Plans the destruction of every stack, asks, and applies these plans in reverse order. What Terraform refuses to destroy
 * shows before anything is gone. Where an earlier run broke off, what is left of what it was to destroy is agreed to.
 * @throws JangadaError PROTECTED, or as `deploy` does
 */
export async function destroy(options: DestroyOptions): Promise<RunResult> {
  const run = await openRun(options);
  refuseProtected(run.selection.environments);
  refuseLocalState(run.selection, options);
  await refuseNeeded(run);
  if (options.replan) for (const stack of run.selection.stacks) forgetBegun(run.selection.project, stack);
  try {
    await destroyAll(run, options, await planAll(run, options));
  } finally {
    // A plan of a destruction is for this run alone.
    for (const stack of run.selection.stacks) removePlan(run.selection.project, stack);
  }
  return resultOf(run, options);
}

async function destroyAll(run: Run, options: DestroyOptions, plans: ReadonlyMap<string, ToDestroy>): Promise<void> {
  if (options.unattended) refuseUnreviewed(run, plans);
  const failed = run.problems.length > 0 || options.signal?.aborted;
  const changes = [...plans.values()]
    .filter(({ plan }) => !plan.empty)
    .map(({ plan, differences }) => changesOf(plan, differences));
  const environments = run.selection.environments.map(({ facts }) => facts.name);
  if (failed || (changes.length > 0 && !(await options.confirm({ environments, changes })))) {
    for (const stack of run.selection.stacks) {
      if (!run.outcomes.has(stack.name)) set(run, stack, failed ? "skipped" : "declined", options);
    }
    return;
  }
  await inOrder(reversed(run.selection.stacks) as readonly SelectedStack[], run.limit, async (stack) => {
    const found = plans.get(stack.name);
    const plan = found?.plan;
    if (run.outcomes.get(stack.name)?.outcome === "unchanged") return true;
    if (options.signal?.aborted || !found || !plan) return set(run, stack, "skipped", options);
    // Where all that the state holds is gone already there is nothing to destroy; it is applied all the same, and noted.
    const { ok, problems } = await apply(run, plan, agreementOfPlan(found), "destroy");
    if (!options.signal?.aborted) run.problems.push(...problems);
    return set(run, stack, !ok ? "failed" : plan.empty ? "unchanged" : "destroyed", options, plan);
  });
}

async function planAll(run: Run, options: DestroyOptions): Promise<ReadonlyMap<string, ToDestroy>> {
  const plans = new Map<string, ToDestroy>();
  const independent = run.selection.stacks.map((stack) => ({ ...stack, dependencies: [] }));
  await inOrder(independent, run.limit, async (one) => {
    if (options.signal?.aborted) return false;
    const stack = run.selection.stacks.find(({ name }) => name === one.name) ?? one;
    const planned = await run.planner.planDestruction(stack);
    if (planned.kind === "nothing") {
      forgetBegun(run.selection.project, stack);
      run.stackTerraform.context.runs?.forget(stack.environment, stack.name);
      return set(run, stack, "unchanged", options);
    }
    if (planned.kind === "planned") plans.set(stack.name, toDestroy(run, planned.plan));
    if (planned.kind === "failed") {
      set(run, stack, "failed", options);
      if (!options.signal?.aborted) run.problems.push(...planned.problems);
    }
    return planned.kind === "planned";
  });
  return plans;
}

function toDestroy(run: Run, plan: MadePlan): ToDestroy {
  const agreement = readBegun(run.selection.project, plan.stack, "destroy");
  return { plan, ...(agreement ? { agreement } : {}), differences: agreement ? beyondAgreed(agreement, plan) : [] };
}

function agreementOfPlan({ plan, agreement, differences }: ToDestroy): Agreement {
  return agreement && differences.length === 0 ? agreement : agreementOf(plan);
}

function refuseUnreviewed(run: Run, plans: ReadonlyMap<string, ToDestroy>): void {
  for (const { plan, agreement, differences } of plans.values()) {
    if (!agreement || differences.length === 0) continue;
    const { name, environment } = plan.stack;
    run.outcomes.set(name, {
      name,
      environment,
      outcome: "refused",
      counts: plan.counts,
      plan: plan.model,
      differences,
    });
    run.problems.push(
      notReviewed(
        plan.stack,
        differences,
        `the destruction that began at ${agreement.begunAt ?? agreement.madeAt}`,
        "destroy",
      ),
    );
  }
}

function refuseProtected(environments: readonly Environment[]): void {
  const problems = environments
    .filter(({ facts }) => facts.protected)
    .map((environment): Problem => {
      const { facts, file } = environment;
      return {
        code: "PROTECTED",
        message: `The environment '${facts.name}' is protected ('protected', which is true by default except in the profile minimal): it is not destroyed.`,
        place: { file, path: "protected", ...environment.locate("protected") },
        remedy:
          `Write 'protected: false' into ${file}, and deploy that (jangada deploy ${facts.name}): it lifts the deletion ` +
          `protection of databases and cluster. Then destroy.`,
      };
    });
  if (problems.length > 0) throw new JangadaError(problems);
}

/** Taking away what another stack stands on would leave that one without a way to be planned or destroyed. */
async function refuseNeeded(run: Run): Promise<void> {
  const selected = new Set(run.selection.stacks.map(({ name }) => name));
  const problems: Problem[] = [];
  for (const stack of run.selection.all) {
    const needs = stack.dependencies.filter((name) => selected.has(name));
    if (selected.has(stack.name) || needs.length === 0) continue;
    if ((await run.stackTerraform.state(stack)).resources.length === 0) continue;
    problems.push({
      code: "STACK_NEEDED",
      message: `${stack.name} stands on ${needs.join(" and ")}, and is not among what is to be destroyed.`,
      place: { address: stack.name },
      remedy: `Add --stack ${stack.name}, or destroy the whole environment: jangada destroy ${stack.environment}.`,
    });
  }
  if (problems.length > 0) throw new JangadaError(problems);
}

function set(
  run: Run,
  { name, environment }: SelectedStack,
  outcome: StackOutcome["outcome"],
  options: DestroyOptions,
  plan?: MadePlan,
): boolean {
  const failed = outcome === "failed" || outcome === "skipped" || outcome === "declined";
  const finalOutcome = failed && options.signal?.aborted ? "interrupted" : outcome;
  const planFacts = plan ? { counts: plan.counts, plan: plan.model } : {};
  run.outcomes.set(name, { name, environment, outcome: finalOutcome, ...planFacts });
  return !failed;
}
