/** Looks at one stack, read-only: what changed outside, and what of its configuration is not applied yet. */
import * as path from "node:path";
import type { Problem } from "../../errors";
import type { Siblings } from "../../model/drift-facts";
import type { Facts } from "../../model/resource-facts";
import type { OperationEvent } from "../events";
import type { StackTerraform } from "../deploy/stack-terraform";
import { hasOutputs } from "../deploy/state-facts";
import { type Locate, readPlan, type ResourceChange } from "../plan-model";
import type { SelectedStack } from "../selection/select";
import { type StepResult, terraformStep } from "../terraform";
import { readSiblings } from "../drift-noise/siblings";

export interface StackCheck {
  readonly stack: SelectedStack;
  readonly outcome: "checked" | "not-applied" | "failed";
  readonly seconds: number;
  readonly drift: readonly ResourceChange[];
  readonly siblings: Siblings;
  readonly pending: readonly ResourceChange[];
  readonly pendingOutputs: readonly string[];
  readonly waitingFor: readonly string[];
  readonly problems: readonly Problem[];
  /** Of what could not be looked at, nothing is known: an empty list is no answer then. */
  readonly known: { readonly drift: boolean; readonly pending: boolean };
}

export interface CheckOptions {
  /** What is known of resource types. */
  readonly facts: Pick<Facts, "judgedTogether">;
  /** A folder that only its owner can read: plans hold secrets. */
  readonly folder: string;
  /** Adds line and column to places in the environment file. */
  readonly locate: Locate;
}

/** Never throws for what Terraform refuses: that is in the result. */
export async function checkStack(
  stackTerraform: StackTerraform,
  stack: SelectedStack,
  options: CheckOptions,
): Promise<StackCheck> {
  const started = performance.now();
  const end = (outcome: StackCheck["outcome"], rest: Partial<StackCheck> = {}): StackCheck => ({
    drift: [],
    siblings: [],
    pending: [],
    pendingOutputs: [],
    waitingFor: [],
    known: { drift: outcome !== "failed", pending: outcome !== "failed" && !rest.waitingFor },
    ...rest,
    // What failed said so before the state was read, which knows more secrets.
    problems: (rest.problems ?? []).map((problem) => stackTerraform.context.secrets.clean(problem)),
    stack,
    outcome,
    seconds: (performance.now() - started) / 1000,
  });
  const init = await stackTerraform.init(stack);
  if (!init.ok) return end("failed", { problems: init.problems });
  // No lock is taken: a check must neither stand in a deployment's way nor need the right to write.
  const refreshed = await plan(stackTerraform, stack, options.folder, "refresh");
  if (refreshed.result.drift.length === 0 && !(await isApplied(stackTerraform, stack, refreshed)))
    return end("not-applied");
  if (!refreshed.result.ok) {
    refreshed.reportProblems();
    return end("failed", { problems: refreshed.result.problems });
  }
  const found =
    refreshed.result.drift.length > 0 ? await readSavedPlan(stackTerraform, stack, refreshed.file, options) : undefined;
  const planned = await plan(stackTerraform, stack, options.folder, "plan");
  const drift = { drift: found?.model.drift ?? [], siblings: found?.siblings ?? [] };
  if (!planned.result.ok) {
    const waitingFor = await missingUpstream(stackTerraform, stack);
    if (waitingFor.length > 0) return end("checked", { ...drift, waitingFor });
    planned.reportProblems();
    return end("failed", { ...drift, problems: planned.result.problems, known: { drift: true, pending: false } });
  }
  const isPending = planned.result.changes.some(({ action }) => action !== "read") || planned.result.outputs.length > 0;
  const pending = isPending ? await readSavedPlan(stackTerraform, stack, planned.file, options) : undefined;
  return end("checked", {
    ...drift,
    pending: (pending?.model.changes ?? []).filter(({ action, mode }) => mode === "managed" && action !== "no-op"),
    pendingOutputs: (pending?.model.outputs ?? []).map(({ name }) => name),
  });
}

interface Planned {
  readonly result: StepResult;
  readonly file: string;
  /** Tells the listener of the problems: whether they are any is known only afterwards. */
  readonly reportProblems: () => void;
}

async function plan(
  stackTerraform: StackTerraform,
  stack: SelectedStack,
  folder: string,
  step: "refresh" | "plan",
): Promise<Planned> {
  const file = path.join(folder, `${stack.name}.${step}`);
  const problemEvents: OperationEvent[] = [];
  const { context } = stackTerraform;
  const listener: typeof context.listener = (event) =>
    event.type === "problem" ? void problemEvents.push(event) : context.listener(event);
  // What is pending is told from what the last apply left, not from what was changed since.
  const mode = step === "refresh" ? "-refresh-only" : "-refresh=false";
  const args = ["plan", mode, "-json", "-input=false", "-lock=false", `-out=${file}`];
  const result = await terraformStep({ ...context, listener }, stack, step, { args });
  const report = (event: OperationEvent): void =>
    context.listener(event.type === "problem" ? { ...event, problem: context.secrets.clean(event.problem) } : event);
  return { result, file, reportProblems: () => problemEvents.forEach(report) };
}

/** A stack that holds nothing and has read nothing was never applied, or is destroyed. */
async function isApplied(stackTerraform: StackTerraform, stack: SelectedStack, { result }: Planned): Promise<boolean> {
  if (result.ok && result.refreshed > 0) return true;
  return (await stackTerraform.state(stack)).resources.length > 0;
}

async function readSavedPlan(
  stackTerraform: StackTerraform,
  stack: SelectedStack,
  file: string,
  { facts, locate }: CheckOptions,
) {
  const json: unknown = JSON.parse(await stackTerraform.showPlan(stack, file));
  const model = readPlan(json, stack.folder, {
    stack: stack.name,
    locate,
    judgedTogether: facts.judgedTogether,
  });
  return { model, siblings: readSiblings(json) };
}

/** The stacks that do not publish yet what this one reads. */
async function missingUpstream(stackTerraform: StackTerraform, stack: SelectedStack): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const { stack: name, outputs } of stackTerraform.reads(stack)) {
    const upstream = name === undefined ? undefined : stackTerraform.named(name);
    if (upstream && !hasOutputs(await stackTerraform.state(upstream), outputs)) missing.push(upstream.name);
  }
  return missing;
}
