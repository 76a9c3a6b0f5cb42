/** Hosts of which no state knows what they are: they are asked themselves, over SSH. */
import type { Environment } from "../../environment/environment";
import type { Problem } from "../../errors";
import { factsOf } from "../../targets";
import type { CheckedMachine, CheckedStage } from "../machines/check-machines";
import { typesIn } from "../synth";
import type { StackCheck } from "./check-stack";

export interface CheckedHost extends CheckedMachine {
  readonly environment: string;
}

export interface CheckHostsOptions {
  /** The folder of the project: paths of key files in environment files are relative to it. */
  readonly project: string;
  /** How many hosts are asked at the same time. */
  readonly parallel: number;
  /** Stops it when it aborts: no further host is asked, and those that were not are not judged. @default never */
  readonly signal?: AbortSignal;
}

/** What Terraform does on hosts, it does by this type, which it never reads again. */
const BLIND = "terraform_data";

/** Of environments whose hosts a stack was applied to, among those that were looked at. */
export async function checkHosts(
  environments: readonly Environment[],
  checks: readonly StackCheck[],
  { project, parallel, signal }: CheckHostsOptions,
): Promise<readonly CheckedHost[]> {
  const found: CheckedHost[] = [];
  for (const { facts } of environments) {
    const machines = factsOf(facts.target)?.machines?.(facts.settings, project) ?? [];
    const isApplied = checks.some(
      ({ stack, outcome }) =>
        stack.environment === facts.name && outcome !== "not-applied" && typesIn([stack]).has(BLIND),
    );
    if (machines.length === 0 || !isApplied) continue;
    // Loaded late: most environments have no hosts.
    const { checkMachines } = require("../machines/check-machines") as typeof import("../machines/check-machines");
    const { sshDetour } = require("../machines/ssh-variable") as typeof import("../machines/ssh-variable");
    const checked = await checkMachines(machines, { detour: sshDetour(), parallel, ...(signal ? { signal } : {}) });
    found.push(...checked.map((machine) => ({ environment: facts.name, ...machine })));
  }
  return found;
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
