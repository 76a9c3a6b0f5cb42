/** Before anything is applied: saved plans are checked, all of them; what has none is planned. */
import { JangadaError, type Problem } from "../../errors";
import { asJangadaError } from "../../file-errors";
import { inOrder } from "../dependency-order";
import type { SelectedStack } from "../selection/select";
import { changingUpstream } from "./changing-upstream";
import type { DeployOptions } from "./deploy";
import type { InputChange } from "./inputs";
import type { MadePlan } from "./planner";
import type { StackOutcome } from "./results";
import { type Agreement, agreementOf, beyondAgreed, saveAgreement, nothingAgreed } from "./reviewed/agreement";
import type { Difference } from "./reviewed/unreviewed-changes";
import { begunBefore, forgetAgreements, reviewedEnvironments } from "./reviewed/earlier-agreements";
import { notReviewed } from "./reviewed/refusal";
import type { Run } from "./run";
import { writeWaiting } from "./saved-plan";

export interface PreparedPlan {
  readonly plan: MadePlan;
  readonly origin: "saved" | "new" | "again";
  /** What was agreed to for the stack; of a new plan, which is asked for, nothing yet. */
  readonly agreement?: Agreement;
  /** What of the plan goes beyond that. */
  readonly differences: readonly Difference[];
}

export interface Prepared {
  /** By stack. */
  readonly plans: ReadonlyMap<string, PreparedPlan>;
  /** What each waiting stack waits for. */
  readonly waiting: ReadonlyMap<string, readonly string[]>;
  /** What was begun earlier, by stack. */
  readonly begun: ReadonlyMap<string, Agreement>;
  /** Environments of which a plan was made to be looked at: nothing else of them is applied unasked. */
  readonly reviewed: ReadonlySet<string>;
}

interface Found extends Prepared {
  readonly plans: Map<string, PreparedPlan>;
  readonly waiting: Map<string, readonly string[]>;
  readonly begun: Map<string, Agreement>;
}

/** @returns undefined if nothing may be applied; the run's outcomes and problems say why */
export async function preparePlans(run: Run, options: DeployOptions): Promise<Prepared | undefined> {
  const { stacks } = run.selection;
  if (options.replan) forgetAgreements(run);
  const found: Found = { plans: new Map(), waiting: new Map(), begun: new Map(), reviewed: reviewedEnvironments(run) };
  await inOrder(unordered(stacks), run.limit, (stack) =>
    guarded(run, stack, options, () => adoptSavedPlan(run, stack, found, options)),
  );
  reportStalePlans(run);
  if (isOver(run, options)) return undefined;
  await inOrder(stacks, run.limit, (stack) =>
    guarded(run, stack, options, () => planMissing(run, stack, found, options)),
  );
  if (isOver(run, options)) return undefined;
  if (options.unattended) refuseUnreviewed(run, found);
  const ready = refuseHopeless(run, found.waiting) && !isOver(run, options);
  return ready ? found : undefined;
}

function isOver(run: Run, options: DeployOptions): boolean {
  return run.problems.length > 0 || (options.signal?.aborted ?? false);
}

async function adoptSavedPlan(
  run: Run,
  stack: SelectedStack,
  { plans, begun }: Found,
  options: DeployOptions,
): Promise<boolean> {
  if (options.signal?.aborted) return false;
  const before = await begunBefore(run, stack);
  if (before) return adoptBegunPlan(run, stack, before, begun, options);
  const saved = await run.planner.saved(stack);
  if (saved.kind === "planned") {
    const agreement = agreementOf(saved.plan);
    plans.set(stack.name, { plan: saved.plan, origin: "saved", agreement, differences: [] });
  }
  if (saved.kind === "stale") refuseStale(run, stack, saved.changes);
  if (saved.kind === "failed") fail(run, stack, options, saved.problems);
  return saved.kind !== "failed";
}

/** A plan whose apply has begun is spent: another one is made, and may do what was agreed to then. */
function adoptBegunPlan(
  run: Run,
  stack: SelectedStack,
  { agreement, changes }: { readonly agreement: Agreement; readonly changes: readonly InputChange[] },
  begun: Map<string, Agreement>,
  options: DeployOptions,
): boolean {
  if (changes.length === 0) begun.set(stack.name, agreement);
  // What a run planned by itself was agreed to for what the files said then; that they say something else now is a new wish.
  else if (agreement.madeBy === "plan" && options.unattended) refuseStale(run, stack, changes);
  return true;
}

async function planMissing(run: Run, stack: SelectedStack, found: Found, options: DeployOptions): Promise<boolean> {
  if (options.signal?.aborted) return false;
  const saved = found.plans.get(stack.name);
  if (saved && (await run.planner.movedUpstream(saved.plan)).length === 0) return true;
  found.plans.delete(stack.name);
  const { project } = run.selection;
  if (saved?.agreement) saveAgreement(project, stack, saved.agreement);
  const planned = await run.planner.plan(stack);
  if (planned.kind === "planned") {
    const agreement = agreementFor(stack, planned.plan, saved?.agreement, found, options);
    if (agreement) saveAgreement(project, stack, agreement);
    found.plans.set(stack.name, {
      plan: planned.plan,
      origin: agreement ? "again" : "new",
      ...(agreement ? { agreement } : {}),
      differences: agreement ? beyondAgreed(agreement, planned.plan) : [],
    });
  }
  if (planned.kind === "waiting") found.waiting.set(stack.name, planned.for);
  if (planned.kind === "failed") {
    const upstream = changingUpstream(run, stack, (name) => found.plans.get(name)?.plan.model);
    if (upstream.length === 0 || options.signal?.aborted) {
      fail(run, stack, options, planned.problems);
      return false;
    }
    found.waiting.set(stack.name, upstream);
  }
  const waitsFor = found.waiting.get(stack.name);
  if (waitsFor && found.reviewed.has(stack.environment)) writeWaiting(project, stack, waitsFor);
  return true;
}

/** What a plan that is made now must stand in to be applied unasked; undefined if it is to be asked for. */
export function agreementFor(
  stack: SelectedStack,
  plan: MadePlan,
  saved: Agreement | undefined,
  { begun, reviewed }: Prepared,
  { unattended = false }: DeployOptions,
): Agreement | undefined {
  const nothingReviewed = unattended && reviewed.has(stack.environment) ? nothingAgreed(plan) : undefined;
  return begun.get(stack.name) ?? saved ?? nothingReviewed;
}

/** Where nobody is asked, nothing is applied if anything goes beyond what was reviewed. */
function refuseUnreviewed(run: Run, { plans }: Prepared): void {
  for (const stack of run.selection.stacks) {
    const prepared = plans.get(stack.name);
    if (!prepared || prepared.differences.length === 0) continue;
    // What it reads is about to change: it is planned again, and judged, when its turn comes.
    if (changingUpstream(run, stack, (name) => plans.get(name)?.plan.model).length > 0) continue;
    refuseBeyond(run, stack, prepared.plan, prepared.differences, reasonOf(prepared));
  }
}

function reasonOf({ agreement }: PreparedPlan): string {
  return agreement && agreement.plans.length > 0 ? `the plan of ${agreement.madeAt}` : "nothing of it was planned then";
}

export function refuseBeyond(
  run: Run,
  stack: SelectedStack,
  plan: MadePlan,
  differences: readonly Difference[],
  because: string,
): void {
  const { name, environment } = stack;
  setOutcome(run, { name, environment, outcome: "refused", counts: plan.counts, plan: plan.model, differences });
  run.problems.push(notReviewed(stack, differences, because));
}

/** What waits for a stack that is not among the selected would wait for ever. */
function refuseHopeless(run: Run, waiting: ReadonlyMap<string, readonly string[]>): boolean {
  const selected = new Set(run.selection.stacks.map(({ name }) => name));
  for (const [name, upstream] of waiting) {
    const outside = upstream.filter((other) => !selected.has(other));
    if (outside.length === 0) continue;
    const environment = run.selection.stacks.find((stack) => stack.name === name)?.environment ?? "";
    setOutcome(run, { name, environment, outcome: "waiting", waitingFor: upstream });
    run.problems.push({
      code: "UPSTREAM_NOT_APPLIED",
      message: `${name} reads from ${outside.join(" and ")}, which ${outside.length > 1 ? "are" : "is"} neither applied nor selected.`,
      place: { address: name },
      remedy: `Deploy the whole environment (jangada deploy ${environment}), or add --stack ${outside.join(" --stack ")}.`,
    });
  }
  return run.problems.length === 0;
}

function refuseStale(run: Run, { name, environment }: SelectedStack, changes: readonly InputChange[]): void {
  setOutcome(run, { name, environment, outcome: "refused", changedInputs: changes });
}

/** One problem for all plans that were overtaken by the same. */
function reportStalePlans(run: Run): void {
  const alike = new Map<string, { readonly environment: string; readonly names: string[] }>();
  for (const { name } of run.selection.stacks) {
    const outcome = run.outcomes.get(name);
    if (!outcome?.changedInputs) continue;
    const why = outcome.changedInputs.map(({ message }) => message).join("; ");
    const group = alike.get(why) ?? { environment: outcome.environment, names: [] };
    group.names.push(name);
    alike.set(why, group);
  }
  for (const [why, { environment, names }] of alike) {
    run.problems.push({
      code: "PLAN_STALE",
      message: `What was planned and saved for ${names.join(", ")} does not hold any more: ${why}.`,
      ...(names.length === 1 ? { place: { address: names[0] } } : {}),
      remedy: `Plan again and look at it: jangada plan ${environment}. Or plan and be asked in one: jangada deploy ${environment} --replan.`,
    });
  }
}

/** One stack's trouble must not leave the others without anybody who waits for them. */
export async function guarded(
  run: Run,
  stack: SelectedStack,
  options: DeployOptions,
  work: () => Promise<boolean>,
): Promise<boolean> {
  try {
    return await work();
  } catch (thrown) {
    const error = asJangadaError(thrown);
    if (!JangadaError.is(error)) throw error;
    fail(run, stack, options, error.problems);
    return false;
  }
}

export function fail(
  run: Run,
  { name, environment }: SelectedStack,
  options: DeployOptions,
  problems: readonly Problem[],
): void {
  const interrupted = options.signal?.aborted ?? false;
  setOutcome(run, { name, environment, outcome: interrupted ? "interrupted" : "failed" });
  if (!interrupted) run.problems.push(...problems);
}

function setOutcome(run: Run, outcome: StackOutcome): void {
  run.outcomes.set(outcome.name, outcome);
}

function unordered(stacks: readonly SelectedStack[]): readonly SelectedStack[] {
  return stacks.map((stack) => ({ ...stack, dependencies: [] }));
}
