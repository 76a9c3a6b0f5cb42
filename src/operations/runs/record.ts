/**
 * What Terraform is doing to a stack is noted down before it begins: `.jangada/runs/<environment>/<stack>.json`, and beside it
 * the log that it writes to. Whoever comes next can tell whether it still runs, and how it ended.
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { JangadaError } from "../../errors";
import { identify, type Machine, type ProcessIdentity, thisMachine, whereabouts } from "./identity";

/** What Terraform was started for. All of them take the lock of the state. */
export type RunKind = "plan" | "apply" | "destroy";

/** What the caller knows of a run. */
export interface RunNote {
  readonly environment: string;
  readonly kind: RunKind;
  /** SHA-256 of the plan file that is applied. */
  readonly plan?: string;
  /** The state before. */
  readonly state?: { readonly lineage: string; readonly serial: number };
  /** The file of a local state. */
  readonly stateFile?: string;
}

/** A run that is over and may have left its lock. */
export interface LeftLock {
  readonly kind: RunKind;
  /** As Terraform signs its locks: `user@host`. */
  readonly who: string;
  readonly version: string;
  /** RFC 3339. When it was started, and its last sign of life. */
  readonly from: string;
  readonly until: string;
}

export interface RunRecord extends RunNote, Machine {
  readonly schemaVersion: 1;
  readonly stack: string;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly terraform: ProcessIdentity & { readonly version: string };
  /** The command that started it. */
  readonly jangada: ProcessIdentity;
  readonly who: string;
  /** Where its output goes. It may hold secrets. */
  readonly log: string;
  /** The lock that it holds, where that can be read. */
  readonly lock?: string;
  /** Locks of earlier runs that were never seen to be free since. */
  readonly left: readonly LeftLock[];
  /** How it ended, as far as the command saw it: its exit status, and why if it did not end by itself. */
  readonly ended?: { readonly at: string; readonly status: number; readonly cause?: string };
  /** Whether what came of it was told and dealt with. */
  readonly settled?: boolean;
}

/** The records of one project. */
export class Runs {
  private readonly folder: string;

  constructor(project: string) {
    this.folder = path.join(path.resolve(project), ".jangada", "runs");
  }

  public file(environment: string, stack: string): string {
    return path.join(this.folder, environment, `${stack}.json`);
  }

  /** Of one run: two that begin at the same moment do not take each other's. */
  public log(environment: string, stack: string): string {
    const folder = path.join(this.folder, environment);
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    return path.join(folder, `${stack}.${process.pid}.log`);
  }

  /** Undefined if there is none, or if it is none of ours. */
  public read(environment: string, stack: string): RunRecord | undefined {
    try {
      const record = JSON.parse(fs.readFileSync(this.file(environment, stack), "utf8")) as RunRecord;
      return record.schemaVersion === 1 && typeof record.terraform.pid === "number" ? record : undefined;
    } catch {
      return undefined;
    }
  }

  /** Every record, of the environments for which that is so. */
  public all(wanted: (environment: string) => boolean): readonly RunRecord[] {
    return namesIn(this.folder)
      .filter(wanted)
      .flatMap((environment) =>
        namesIn(path.join(this.folder, environment))
          .filter((name) => name.endsWith(".json"))
          .flatMap((name) => this.read(environment, name.slice(0, -".json".length)) ?? []),
      );
  }

  /**
   * Notes down a run that is about to begin. One stack has one record: what an earlier run left is replaced, a living one is not.
   * @throws JangadaError STATE_LOCKED if somebody was faster
   */
  public begin(record: RunRecord, earlier: RunRecord | undefined): void {
    const file = this.file(record.environment, record.stack);
    if (earlier) {
      // Of two that replace the same one, one finds it gone.
      const aside = `${file}.${process.pid}`;
      try {
        fs.renameSync(file, aside);
        fs.rmSync(aside, { force: true });
        if (earlier.log !== record.log) fs.rmSync(earlier.log, { force: true });
      } catch {
        throw alreadyRunning(record);
      }
    }
    const temporary = this.writeBeside(record);
    try {
      fs.linkSync(temporary, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      throw alreadyRunning(this.read(record.environment, record.stack) ?? record);
    } finally {
      fs.rmSync(temporary, { force: true });
    }
    syncFolder(path.dirname(file));
  }

  /** Replaces a record, all or nothing. */
  public write(record: RunRecord): void {
    const file = this.file(record.environment, record.stack);
    fs.renameSync(this.writeBeside(record), file);
    syncFolder(path.dirname(file));
  }

  /** With its log. */
  public remove({ environment, stack, log }: RunRecord): void {
    fs.rmSync(this.file(environment, stack), { force: true });
    fs.rmSync(log, { force: true });
  }

  /** What was dealt with, and of which nothing is to be learned any more: the stack holds nothing. */
  public forget(environment: string, stack: string): void {
    const record = this.read(environment, stack);
    if (record?.settled && record.left.length === 0) this.remove(record);
  }

  /** Takes away what a command left that was killed between two files: logs hold secrets. */
  public sweep(wanted: (environment: string) => boolean): void {
    const used = new Set(this.all(wanted).map(({ log }) => path.basename(log)));
    for (const environment of namesIn(this.folder).filter(wanted)) {
      for (const name of namesIn(path.join(this.folder, environment))) {
        const pid = Number(/\.(\d+)(\.log|\.new)?$/.exec(name)?.[1]);
        if (!pid || used.has(name) || identify(pid)) continue;
        fs.rmSync(path.join(this.folder, environment, name), { force: true });
      }
    }
  }

  private writeBeside(record: RunRecord): string {
    const file = this.file(record.environment, record.stack);
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const temporary = `${file}.${process.pid}.new`;
    const descriptor = fs.openSync(temporary, "w", 0o600);
    try {
      fs.writeFileSync(descriptor, `${JSON.stringify(record, null, 2)}\n`);
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
    return temporary;
  }
}

/** The record of a run that is about to begin. */
export function newRecord(
  note: RunNote,
  about: {
    readonly stack: string;
    readonly pid: number;
    readonly version: string;
    readonly log: string;
    readonly left: readonly LeftLock[];
  },
): RunRecord {
  const { stack, pid, version, log, left } = about;
  const terraform = { ...(identify(pid) ?? { pid, start: "" }), version };
  const jangada = identify(process.pid) ?? { pid: process.pid, start: "" };
  const startedAt = new Date().toISOString();
  return { schemaVersion: 1, ...note, ...thisMachine(), stack, startedAt, terraform, jangada, who: who(), log, left };
}

/** What is known from here of a run: whether it goes on, and whether the command that started it does. */
export function stateOf(record: RunRecord): "ended" | "alive" | "orphaned" | "gone" | "elsewhere" {
  if (record.ended) return "ended";
  const terraform = whereabouts(record.terraform, record);
  if (terraform === "elsewhere") return "elsewhere";
  if (whereabouts(record.jangada, record) === "alive") return "alive";
  return terraform === "alive" ? "orphaned" : "gone";
}

/** Somebody else is at it. */
export function alreadyRunning({ stack, kind, who: by, terraform, startedAt, environment }: RunRecord): JangadaError {
  const doing = { plan: "planning", apply: "applying", destroy: "destroying" }[kind];
  return new JangadaError({
    code: "STATE_LOCKED",
    message: `${by} is ${doing} ${stack} from this very folder, since ${startedAt} (process ${terraform.pid}).`,
    place: { address: stack },
    remedy: `Wait until that has ended: ps -p ${terraform.pid}. What it does shows afterwards: jangada plan ${environment}.`,
  });
}

/** As Terraform signs its locks. */
function who(): string {
  try {
    return `${os.userInfo().username}@${os.hostname()}`;
  } catch {
    // A container's user may have no name.
    return `@${os.hostname()}`;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** A renamed file is only safe once its folder is. */
function syncFolder(folder: string): void {
  const descriptor = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
