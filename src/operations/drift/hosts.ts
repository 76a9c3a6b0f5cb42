/** Hosts of which no state knows what they are: they are asked themselves, over SSH. */
import type { Environment } from "../../environment/environment";
import type { Problem } from "../../errors";
import { factsOf } from "../../targets";
import type { Machine } from "../../model/machine";
import type { Excuse } from "../drift-noise/noise";
import type { CheckedMachine, CheckedStage } from "../machines/check-machines";
import { typesIn } from "../synth";
import type { StackCheck } from "./check-stack";
import { addressOfHost, hostRemedies, type HostRemedies, pathOf } from "./host-remedies";
import type { IgnoreEntries } from "./ignore";

/** What differs on a host, and is let be. */
export interface IgnoredOfHost extends Excuse {
  readonly stage: string;
  readonly what: string;
}

export interface CheckedHost extends CheckedMachine {
  readonly environment: string;
  /** What differs and is let be, by an entry of `ignoreDrift`; it is in no stage. */
  readonly ignored: readonly IgnoredOfHost[];
  /** What to do about it; undefined where there is nothing to do, or nobody knows. */
  readonly remedies?: HostRemedies;
}

export interface LookOptions {
  /** The folder of the project: paths of key files in environment files are relative to it. */
  readonly project: string;
  /** How many hosts are asked at the same time. */
  readonly parallel: number;
  /** Stops it when it aborts: no further host is asked, and those that were not are not judged. @default never */
  readonly signal?: AbortSignal;
}

export interface CheckHostsOptions extends LookOptions {
  /** What each environment's file lets be, by the environment's name. */
  readonly entries: ReadonlyMap<string, IgnoreEntries>;
  /** From when on an entry that is proposed counts its days. */
  readonly now: Date;
}

/** What Terraform does on hosts, it does by this type, which it never reads again. */
export const BLIND = "terraform_data";

/** Of environments whose hosts a stack was applied to, among those that were looked at. */
export async function checkHosts(
  environments: readonly Environment[],
  checks: readonly StackCheck[],
  options: CheckHostsOptions,
): Promise<readonly CheckedHost[]> {
  const found: CheckedHost[] = [];
  for (const { facts } of environments) {
    const machines = machinesOf(facts, options.project);
    const isApplied = checks.some(
      ({ stack, outcome }) =>
        stack.environment === facts.name && outcome !== "not-applied" && typesIn([stack]).has(BLIND),
    );
    if (machines.length === 0 || !isApplied) continue;
    const checked = await lookAt(machines, options);
    const entries = options.entries.get(facts.name);
    found.push(
      ...checked.map((one, index) => {
        const host = letBe({ environment: facts.name, ignored: [], ...one }, entries);
        const remedies = hostRemedies(host, machines[index], options.now);
        return { ...host, ...(remedies ? { remedies } : {}) };
      }),
    );
  }
  return found;
}

export const machinesOf = ({ target, settings }: Environment["facts"], project: string): readonly Machine[] =>
  factsOf(target)?.machines?.(settings, project) ?? [];

export function lookAt(machines: readonly Machine[], options: LookOptions): Promise<readonly CheckedMachine[]> {
  // Loaded late: most environments have no hosts.
  const { checkMachines } = require("../machines/check-machines") as typeof import("../machines/check-machines");
  const { sshDetour } = require("../machines/ssh-variable") as typeof import("../machines/ssh-variable");
  const { parallel, signal } = options;
  return checkMachines(machines, { detour: sshDetour(), parallel, ...(signal ? { signal } : {}) });
}

/** Without what the file lets be. What could not be told stays so. */
export function letBe(host: CheckedHost, entries: IgnoreEntries | undefined): CheckedHost {
  if (!entries) return host;
  const ignored: IgnoredOfHost[] = [];
  const stages = host.stages.map((one): CheckedStage => {
    const differs = one.differs.filter((what) => {
      const excuse = entries.excuse(addressOfHost(host.name), pathOf(one.stage, what));
      if (excuse) ignored.push({ stage: one.stage, what, ...excuse });
      return !excuse;
    });
    if (differs.length === one.differs.length || differs.length > 0) return { ...one, differs };
    return { ...one, differs, outcome: one.problems.length > 0 ? "not-judged" : "same" };
  });
  if (ignored.length === 0) return host;
  const is = (outcome: CheckedStage["outcome"]): boolean => stages.some((stage) => stage.outcome === outcome);
  const outcome = is("differs") ? "differs" : is("not-judged") || host.outcome === "not-judged" ? "not-judged" : "same";
  return { ...host, stages, ignored, outcome };
}

/** Whether all of it could be looked at. */
export const isJudged = ({ reason, stages }: CheckedHost): boolean =>
  reason === undefined && stages.every(({ outcome }) => outcome !== "not-judged");

export function hostProblems(hosts: readonly CheckedHost[]): readonly Problem[] {
  return hosts
    .filter((host) => !isJudged(host))
    .map((host) => ({
      code: "HOST_NOT_JUDGED",
      message: `The host ${host.name} of ${host.environment} is not judged: ${whyNotJudged(host)}`,
      place: { address: `${host.environment}/${host.name}` },
      remedy: "Whether it is as the last deployment left it, nobody knows. Make it reachable, and look again.",
    }));
}

export function whyNotJudged({ reason, stages }: CheckedHost): string {
  if (reason !== undefined) return reason;
  return stages
    .filter(({ outcome }) => outcome === "not-judged")
    .map(({ stage, problems }) => `${stage}: ${problems.join(" ")}`)
    .join("; ");
}

/** `essentials: /etc/sysctl.d/zz-jangada.conf`, a line of each. */
export function describeDifferences({ stages }: { readonly stages: readonly CheckedStage[] }): readonly string[] {
  return stages.flatMap(({ stage, differs }) => differs.map((what) => `${stage}: ${what}`));
}
