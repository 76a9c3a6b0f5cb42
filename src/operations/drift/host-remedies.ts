/** What to do about a host that is not as it was left: put it back, or let it be. Its files are nothing that an environment file says. */
import type { Machine, PutBack } from "../../model/machine";
import type { CheckedMachine, CheckedStage } from "../machines/check-machines";
import { type IgnoredDifferenceAt, ignoreEntries } from "./ignore-entry";

/** How a host is called in `--fix` and in `ignoreDrift`: no type of Terraform's is. */
const PREFIX = "host.";
export const addressOfHost = (name: string): string => `${PREFIX}${name}`;
export const hostOfAddress = (address: string): string | undefined =>
  address.startsWith(PREFIX) ? address.slice(PREFIX.length) : undefined;

/** As paths of attributes are written: `essentials["/etc/fstab"]`. */
export const pathOf = (stage: string, what: string): string => `${stage}[${JSON.stringify(what)}]`;

export interface HostRemedies {
  /** The command; undefined where there is none for all of it. */
  readonly putBack?: string;
  /** Why some of it, or all, is not put back by a command. */
  readonly notPutBack?: string;
  /** Entries for the environment file that let it be, as YAML; undefined where there is nothing to let be. */
  readonly ignore?: string;
}

/** A stage that differs, and what puts it back. */
export interface StagePutBack {
  readonly stage: string;
  readonly putBack: PutBack;
}

export function putBacksOf(stages: readonly CheckedStage[], machine: Machine | undefined): readonly StagePutBack[] {
  return stages
    .filter(({ differs }) => differs.length > 0)
    .map(({ stage, differs }) => ({
      stage,
      putBack: machine?.checks.find((check) => check.stage === stage)?.putBack?.(differs) ?? {
        reason: "Nothing is known that puts it back.",
      },
    }));
}

/** Nothing that could be run lies there, so that nothing could be told. */
export const isBare = ({ stages }: CheckedMachine): boolean =>
  stages.length > 0 && stages.every(({ isMissing }) => isMissing === true);

export function hostRemedies(
  host: CheckedMachine & { readonly environment: string },
  machine: Machine | undefined,
  now: Date,
): HostRemedies | undefined {
  const command = `jangada drift ${host.environment} --fix ${addressOfHost(host.name)}`;
  if (isBare(host)) return machine?.uploadedBy === undefined ? undefined : { putBack: command };
  const found = putBacksOf(host.stages, machine);
  if (found.length === 0) return undefined;
  const refused = found.flatMap(({ stage, putBack }) =>
    "reason" in putBack ? [[`${stage}: ${putBack.reason}`, putBack.remedy].filter(Boolean).join(" ")] : [],
  );
  const different = host.stages.flatMap(({ stage, differs }) =>
    differs.map((what): IgnoredDifferenceAt => ({ attribute: pathOf(stage, what), group: stage })),
  );
  return {
    // All of a host is put back, or nothing: half of it would look as if it were well.
    ...(refused.length === 0 ? { putBack: command } : { notPutBack: refused.join(" ") }),
    ignore: ignoreEntries(addressOfHost(host.name), different, now),
  };
}
