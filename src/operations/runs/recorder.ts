/** Keeps the record of one run, from before it begins to its end. */
import * as fs from "node:fs";
import type { Problem } from "../../errors";
import type { Listener } from "../events";
import type { TerraformBinary } from "../terraform-binary";
import { lockLeftBy, readLockFile } from "./lock";
import { alreadyRunning, type LeftLock, newRecord, type RunNote, type RunRecord, type Runs, stateOf } from "./record";
import type { Supervised } from "./supervise";

export class Recorder {
  public readonly log: string;
  private readonly earlier: RunRecord | undefined;
  private record: RunRecord | undefined;

  /** @throws JangadaError STATE_LOCKED if a run of the stack goes on */
  constructor(
    private readonly context: { readonly binary: TerraformBinary; readonly listener: Listener },
    private readonly runs: Runs,
    private readonly stack: string,
    private readonly note: RunNote,
  ) {
    this.earlier = runs.read(note.environment, stack);
    const state = this.earlier && stateOf(this.earlier);
    if (this.earlier && (state === "alive" || state === "orphaned")) throw alreadyRunning(this.earlier);
    this.log = runs.log(note.environment, stack);
  }

  /** @throws JangadaError STATE_LOCKED if somebody was faster */
  public begin(pid: number): void {
    const { stack, log, note, earlier } = this;
    const record = newRecord(note, {
      stack,
      pid,
      version: this.context.binary.version,
      log,
      left: locksLeftBy(earlier),
    });
    this.runs.begin(record, earlier);
    this.record = record;
  }

  /** It never began. */
  public abandon(): void {
    if (!this.record) fs.rmSync(this.log, { force: true });
  }

  /** A log that nothing is to be learned from any more is removed: it may hold secrets. */
  public end({ status, cause }: Supervised, problems: readonly Problem[]): void {
    const { record } = this;
    if (!record) return;
    const locked = problems.some(({ code }) => code === "STATE_LOCKED");
    // Whoever had the lock found it free.
    const left = locked || cause ? record.left : [];
    const over = status === 0 || (record.kind === "plan" && !cause && left.length === 0);
    if (over) return this.runs.remove(record);
    const ended = { at: new Date().toISOString(), status, ...(cause ? { cause } : {}) };
    const lock = record.stateFile ? readLockFile(record.stateFile)?.id : undefined;
    // Nothing comes of a plan, and of what never had the lock neither.
    const settled = record.kind === "plan" || locked;
    this.runs.write({ ...record, left, ended, ...(lock && cause ? { lock } : {}), ...(settled ? { settled } : {}) });
  }
}

/** The locks that may be left by now. */
export function locksLeftBy(earlier: RunRecord | undefined): readonly LeftLock[] {
  if (!earlier) return [];
  return !earlier.ended || earlier.ended.cause ? [...earlier.left, lockLeftBy(earlier)] : earlier.left;
}
