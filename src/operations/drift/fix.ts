/** Puts drifted resources back to what the last apply left: exactly them, by a saved plan that is shown before it is applied. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { JangadaError, type Problem } from "../../errors";
import type { Facts } from "../../model/resource-facts";
import { runNoteOf } from "../deploy/run-note";
import { StackTerraform } from "../deploy/stack-terraform";
import type { Listener } from "../events";
import { parallelOf } from "../parallel";
import { locateIn, readPlan, type ResourceChange, type UnchangedResource } from "../plan-model";
import { assess, type RiskFinding } from "../risk";
import { settleRuns } from "../earlier-runs/settle-runs";
import { select, type SelectedStack } from "../selection/select";
import { terraformStep } from "../terraform";
import { type NamedForFix, resolveHosts } from "./fix-hosts";
import { fixRefusals, noSuchAddress } from "./fix-refusals";
import { IgnoreEntries } from "./ignore";

export interface FixOptions {
  /** What is known of resource types. */
  readonly facts: Facts;
  /** The folder of `cdktf.json`. @default the working directory */
  readonly project?: string;
  /** Name of the environment. */
  readonly environment: string;
  /** Names, tiers or patterns of stacks. @default all of the environment */
  readonly stacks?: readonly string[];
  /** Terraform addresses, of resources whose drift is undone; `host.<name>` of hosts that no plan sees. */
  readonly addresses: readonly string[];
  /** Receives events while it runs: steps, progress, warnings, problems. @default none */
  readonly listener?: Listener;
  /** Stops it when it aborts: nothing new is begun, Terraform is interrupted once and ends in order. @default never */
  readonly signal?: AbortSignal;
  /** Kills Terraform at once when it aborts; what it is in the middle of may be lost. @default never */
  readonly kill?: AbortSignal;
}

/** What would be put back. */
export interface FixedResource {
  readonly change: ResourceChange;
  readonly risks: readonly RiskFinding[];
}

export interface FixResult {
  readonly schemaVersion: 1;
  readonly ok: boolean;
  readonly environment: string;
  readonly fixed: readonly { readonly stack: string; readonly address: string; readonly action: string }[];
  readonly problems: readonly Problem[];
}

/** A saved plan that undoes exactly what was named. */
export interface PreparedFix {
  readonly resources: readonly FixedResource[];
  /** Carries out the saved plan. */
  apply(): Promise<FixResult>;
  /** Removes the plan, which holds secrets. To be called in any case. */
  discard(): void;
}

interface Prepared {
  readonly stack: SelectedStack;
  readonly file: string;
  readonly changes: readonly ResourceChange[];
  readonly standing: readonly UnchangedResource[];
}

/** @throws JangadaError NO_SUCH_ADDRESS, NO_SUCH_HOST, HOST_NOT_JUDGED, FIX_NOTHING, FIX_IMPOSSIBLE, FIX_NOT_ALONE, FIX_HIDES, FIX_NOT_EXACT, or what Terraform refuses */
export async function prepareFix(options: FixOptions): Promise<PreparedFix> {
  const environments = [options.environment];
  await settleRuns({ ...options, project: options.project ?? ".", environments });
  const selection = await select({ ...options, environments });
  const { project } = selection;
  const listener = withoutTargetWarnings(options.listener);
  const stackTerraform = await StackTerraform.open(selection.all, { ...options, project, listener });
  const [environment] = selection.environments;
  const entries = environment && new IgnoreEntries(environment, new Date());
  const named = await resolveHosts(environment, options.addresses, entries, {
    project,
    parallel: parallelOf(undefined),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const groups = await byStack(stackTerraform, selection.stacks, named.addresses);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-fix-"));
  const discard = (): void => fs.rmSync(folder, { recursive: true, force: true });
  try {
    const prepared: Prepared[] = [];
    // All are planned before any is applied: what one plan refuses stops the others, too.
    for (const { stack, addresses } of groups) {
      prepared.push(
        await planOne(stackTerraform, stack, addresses, {
          named,
          folder,
          project: selection.project,
          entries,
          facts: options.facts,
        }),
      );
    }
    return {
      resources: prepared.flatMap(({ changes, standing }) =>
        changes.map((change) => ({ change, risks: assess(change, { changes, standing }, options.facts) })),
      ),
      apply: () => applyAll(stackTerraform, prepared, options.environment),
      discard,
    };
  } catch (error) {
    discard();
    throw error;
  }
}

async function byStack(stackTerraform: StackTerraform, stacks: readonly SelectedStack[], addresses: readonly string[]) {
  const states = await Promise.all(
    stacks.map(async (stack) => ({ stack, resources: (await stackTerraform.state(stack)).resources })),
  );
  const known = states.flatMap(({ resources }) => resources);
  const unknown = addresses.filter((address) => !known.includes(address));
  if (unknown.length > 0) throw new JangadaError(unknown.map((address) => noSuchAddress(address, known)));
  return states
    .map(({ stack, resources }) => ({ stack, addresses: addresses.filter((address) => resources.includes(address)) }))
    .filter((group) => group.addresses.length > 0);
}

interface PlanOptions {
  readonly named: NamedForFix;
  readonly folder: string;
  readonly project: string;
  readonly entries: IgnoreEntries | undefined;
  readonly facts: Facts;
}

async function planOne(
  stackTerraform: StackTerraform,
  stack: SelectedStack,
  addresses: readonly string[],
  { named: { replaced, along }, folder, project, entries, facts }: PlanOptions,
): Promise<Prepared> {
  const file = path.join(folder, `${stack.name}.tfplan`);
  const anew = addresses.filter((address) => replaced.includes(address)).map((address) => `-replace=${address}`);
  const targets = [...addresses.map((address) => `-target=${address}`), ...anew];
  const result = await terraformStep(stackTerraform.context, stack, "plan", {
    args: ["plan", ...targets, "-json", "-input=false", `-out=${file}`],
    note: runNoteOf(stack, "plan"),
  });
  if (!result.ok) throw new JangadaError(result.problems);
  const model = readPlan(await stackTerraform.showPlan(stack, file), stack.folder, {
    stack: stack.name,
    locate: locateIn(project),
    judgedTogether: facts.judgedTogether,
  });
  const changes = model.changes.filter(({ action, mode }) => mode === "managed" && action !== "no-op");
  const problems = fixRefusals({ addresses, along, changes, drift: model.drift, entries }, facts);
  if (problems.length > 0) throw new JangadaError(problems);
  return { stack, file, changes, standing: model.standing ?? [] };
}

async function applyAll(
  stackTerraform: StackTerraform,
  prepared: readonly Prepared[],
  environment: string,
): Promise<FixResult> {
  const fixed: { stack: string; address: string; action: string }[] = [];
  const problems: Problem[] = [];
  for (const { stack, file, changes } of prepared) {
    const args = ["apply", "-json", "-input=false", file];
    const result = await stackTerraform.applyKeepingStates(stack, (more) =>
      terraformStep(stackTerraform.context, stack, "apply", {
        ...more,
        args,
        total: changes.length,
        note: runNoteOf(stack, "apply"),
      }),
    );
    problems.push(...result.problems);
    if (!result.ok) {
      problems.push({
        code: "FIX_FAILED",
        message: `${stack.name} was not put back, or not wholly. Terraform has noted what it read in its state, so that the rest is told as configuration not applied yet.`,
        place: { address: stack.name },
        remedy: `Deploy it when the cause is gone: jangada deploy ${environment}.`,
      });
      break;
    }
    fixed.push(...changes.map(({ address, action }) => ({ stack: stack.name, address, action })));
  }
  return { schemaVersion: 1, ok: problems.length === 0, environment, fixed, problems };
}

/** That a plan is targeted is what was asked for. */
function withoutTargetWarnings(listener: Listener = () => undefined): Listener {
  return (event) => {
    const isExpected =
      event.type === "message" &&
      /^(Resource targeting is in effect|Applied changes may be incomplete)/.test(event.message);
    if (!isExpected) listener(event);
  };
}
