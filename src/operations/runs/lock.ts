/**
 * Locks that a Terraform left which was killed. Only one's own is ever taken away: signed by this user on this machine, for what
 * a run of ours was doing, made while it lived, and with no other Terraform alive that could hold it.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { identify } from "./identity";
import type { LeftLock, RunRecord } from "./record";

/** What Terraform writes into a lock. */
export interface LockInfo {
  readonly id: string;
  readonly operation: string;
  readonly who: string;
  readonly version: string;
  readonly created: Date;
}

const OPERATIONS = { plan: "OperationTypePlan", apply: "OperationTypeApply", destroy: "OperationTypeApply" } as const;

/** A local state's: it stands beside the file. */
export function lockFileOf(stateFile: string): string {
  return path.join(path.dirname(stateFile), `.${path.basename(stateFile)}.lock.info`);
}

export function readLockFile(stateFile: string): LockInfo | undefined {
  try {
    const raw = JSON.parse(fs.readFileSync(lockFileOf(stateFile), "utf8")) as Readonly<Record<string, string>>;
    return toInfo({
      id: raw["ID"],
      operation: raw["Operation"],
      who: raw["Who"],
      version: raw["Version"],
      created: raw["Created"],
    });
  } catch {
    return undefined;
  }
}

/** As Terraform and OpenTofu tell it in their error. */
export function lockIn(message: string): LockInfo | undefined {
  const field = (name: string): string | undefined =>
    new RegExp(`^\\s*${name}:\\s*(.+)$`, "m").exec(message)?.[1]?.trim();
  // `2026-11-25 15:25:06.154418981 +0000 UTC`
  const created = field("Created")?.replace(/^(\S+) (\d\d:\d\d:\d\d(?:\.\d{1,3})?)\d* \+0000 UTC.*$/, "$1T$2Z");
  return toInfo({
    id: field("ID"),
    operation: field("Operation"),
    who: field("Who"),
    version: field("Version"),
    created,
  });
}

type Fields = { readonly [K in keyof LockInfo]: string | undefined };

function toInfo({ id, operation, who, version, created }: Fields): LockInfo | undefined {
  const date = new Date(created ?? "");
  if (!id || !operation || !who || !version || Number.isNaN(date.getTime())) return undefined;
  return { id, operation, who, version, created: date };
}

/**
 * Milliseconds after the last line that a run wrote in which it may have made its lock still: Terraform tells its version, and
 * takes the lock when it has reached the place of the state. Before, a clock that is read in another order.
 */
const MAX_BEFORE = 1_000;
const MAX_AFTER = 15_000;

/** Whether the lock can be none but that which the run left. */
export function isOwn(lock: LockInfo, left: LeftLock): boolean {
  const at = lock.created.getTime();
  return (
    lock.who === left.who &&
    lock.version === left.version &&
    lock.operation === OPERATIONS[left.kind] &&
    at >= Date.parse(left.from) - MAX_BEFORE &&
    at <= Date.parse(left.until) + MAX_AFTER
  );
}

/** What a run that is gone may have left. */
export function lockLeftBy(record: RunRecord): LeftLock {
  const { kind, who, terraform, startedAt, log } = record;
  return { kind, who, version: terraform.version, from: startedAt, until: lastWriteAt(log, startedAt) };
}

function lastWriteAt(log: string, startedAt: string): string {
  try {
    return fs.statSync(log).mtime.toISOString();
  } catch {
    return startedAt;
  }
}

/**
 * Numbers of the Terraforms of this machine and user that work in a folder of that stack's name, also of another checkout: any
 * may hold its lock. Linux tells; elsewhere nobody does.
 */
export function otherHolders(stack: string): readonly number[] {
  return namesIn("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const isTerraform = /^(terraform|tofu)/.test(fs.readFileSync(`/proc/${name}/comm`, "utf8"));
        return isTerraform && path.basename(fs.readlinkSync(`/proc/${name}/cwd`)) === stack;
      } catch {
        // Ended meanwhile, or another user's, who signs with another name.
        return false;
      }
    })
    .map(Number)
    .filter((pid) => identify(pid) !== undefined);
}

function namesIn(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}
