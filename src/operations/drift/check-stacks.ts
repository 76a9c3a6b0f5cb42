/** Checks environments for drift. Nothing is changed, in no cloud and in no state. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { JangadaError, type Problem } from "../../errors";
import type { Facts } from "../../model/resource-facts";
import { warnOfLocalState } from "../deploy/local-state";
import { asJangadaError } from "../../file-errors";
import { StackTerraform } from "../deploy/stack-terraform";
import type { Listener } from "../events";
import { inOrder } from "../dependency-order";
import { parallelOf } from "../parallel";
import { locateIn } from "../plan-model";
import { settleRuns } from "../earlier-runs/settle-runs";
import { select, type SelectedStack } from "../selection/select";
import { adviser } from "./advice";
import { checkStack, type StackCheck } from "./check-stack";
import { pendingOf, sortDrift } from "./findings";
import { IgnoreEntries } from "./ignore";
import type { CheckedStack, DriftResult } from "./drift-result";
import { checkHosts, hostProblems, isJudged } from "./hosts";
import { findUnmanaged } from "./unmanaged";
import { verdictOf, withoutLostStates } from "./verdict";

export interface DriftOptions {
  /** What is known of resource types. */
  readonly facts: Facts;
  /** The folder of `cdktf.json`. @default the working directory */
  readonly project?: string;
  /** Names or patterns of environments. @default all */
  readonly environments?: readonly string[];
  /** Names, tiers or patterns of stacks. @default all of the environments */
  readonly stacks?: readonly string[];
  /** How many stacks at once. @default the number of processors, from 2 to 4 */
  readonly parallel?: number;
  /** What expiry dates are compared with. @default now */
  readonly now?: Date;
  /** Receives events while it runs: steps, progress, warnings, problems. @default none */
  readonly listener?: Listener;
  /** Stops it when it aborts: nothing new is begun, Terraform is interrupted once and ends in order. @default never */
  readonly signal?: AbortSignal;
  /** Kills Terraform at once when it aborts; what it is in the middle of may be lost. @default never */
  readonly kill?: AbortSignal;
}

/** @throws JangadaError what `select` throws, or if there is no usable Terraform. What a stack refuses is in the result. */
export async function checkDrift(options: DriftOptions): Promise<DriftResult> {
  const started = performance.now();
  const limit = parallelOf(options.parallel);
  await settleRuns({ ...options, project: options.project ?? "." });
  const selection = await select(options);
  const { project, stacks, environments } = selection;
  warnOfLocalState(selection, options);
  const stackTerraform = await StackTerraform.open(selection.all, { ...options, project });
  const checks = withoutLostStates(await checkAll(stackTerraform, stacks, project, { ...options, parallel: limit }));
  const now = options.now ?? new Date();
  const entries = new Map(environments.map((one) => [one.facts.name, new IgnoreEntries(one, now)]));
  const advise = adviser(project, environments, now, options.facts);
  const sorted = checks.map((check) => {
    const own = entries.get(check.stack.environment);
    return own ? sortDrift(check, own, advise(check.stack), options.facts) : { findings: [], ignored: [] };
  });
  const findings = sorted.flatMap((one) => one.findings);
  const isWhole = (name: string): boolean =>
    selection.all
      .filter(({ environment }) => environment === name)
      .every((stack) => checks.some((check) => check.stack.name === stack.name && check.outcome !== "failed"));
  const isJudgedWhole = (name: string): boolean =>
    isWhole(name) && hosts.every((host) => host.environment !== name || isJudged(host));
  const names = environments.map(({ facts }) => facts.name);
  const simulated = process.env["JANGADA_SIMULATED"] === "1";
  const { signal } = options;
  const looking = { project, parallel: limit, ...(signal ? { signal } : {}) };
  const hosts = await checkHosts(environments, checks, { ...looking, entries, now });
  const problems: readonly Problem[] = [...checks.flatMap((check) => check.problems), ...hostProblems(hosts)];
  return {
    schemaVersion: 2,
    ok: checks.every(({ outcome }) => outcome !== "failed") && hosts.every(isJudged),
    verdict: verdictOf(checks, findings.length, hosts),
    drift: findings.length > 0 || hosts.some(({ outcome }) => outcome === "differs"),
    simulated,
    terraform: { product: stackTerraform.context.binary.product, version: stackTerraform.context.binary.version },
    environments: names,
    stacks: checks.map((check, index) => report(check, sorted[index]?.findings.length ?? 0)),
    hosts,
    findings,
    pending: checks.flatMap(pendingOf),
    ignored: sorted.flatMap((one) => one.ignored),
    staleEntries: [...entries].flatMap(([name, own]) => own.stale(isJudgedWhole(name))),
    unmanaged: findUnmanaged(names, simulated ? process.env["JANGADA_STATE_DIRECTORY"] : undefined, options.facts),
    problems,
    seconds: { total: (performance.now() - started) / 1000 },
  };
}

async function checkAll(
  stackTerraform: StackTerraform,
  stacks: readonly SelectedStack[],
  project: string,
  options: DriftOptions,
): Promise<readonly StackCheck[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-drift-"));
  const checks = new Map<string, StackCheck>();
  const failures: unknown[] = [];
  try {
    const locate = locateIn(project);
    // Reading needs no order: every stack is looked at by itself.
    const free = stacks.map((stack) => ({ name: stack.name, dependencies: [], stack }));
    await inOrder(free, parallelOf(options.parallel), async ({ stack }) => {
      if (options.signal?.aborted) return false;
      try {
        checks.set(stack.name, await checkStack(stackTerraform, stack, { facts: options.facts, folder, locate }));
      } catch (thrown) {
        const error = asJangadaError(thrown);
        if (JangadaError.is(error)) checks.set(stack.name, failed(stack, error.problems));
        else failures.push(error);
      }
      return true;
    });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  if (failures.length > 0) throw failures[0];
  return stacks.map((stack) => checks.get(stack.name) ?? failed(stack, [stopped(stack)]));
}

function failed(stack: SelectedStack, problems: readonly Problem[]): StackCheck {
  const nothing = {
    ...{ drift: [], siblings: [], pending: [], pendingOutputs: [], waitingFor: [] },
    known: { drift: false, pending: false },
  };
  return { ...nothing, stack, outcome: "failed", seconds: 0, problems };
}

function stopped({ name }: SelectedStack): Problem {
  return { code: "DRIFT_NOT_CHECKED", message: `${name} was not checked: it was stopped before.` };
}

function report(check: StackCheck, drifted: number): CheckedStack {
  const { stack, outcome, seconds, pending, pendingOutputs, waitingFor, problems, known } = check;
  return {
    name: stack.name,
    environment: stack.environment,
    outcome,
    seconds,
    ...(known.drift ? { drifted } : {}),
    ...(known.pending ? { pending: pending.length } : {}),
    pendingOutputs,
    waitingFor,
    problems,
  };
}
