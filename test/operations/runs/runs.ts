/** Records of runs for tests, and programs that stand for Terraform. */
import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { newRecord, type RunNote, type RunRecord, Runs } from "../../../src/operations/runs/record";

export const NOTE: RunNote = { environment: "dev", kind: "apply" };

/** A line of Terraform's, as `-json` gives it. */
export const line = (type: string, more: object = {}): string => JSON.stringify({ "@level": "info", type, ...more });
export const hook = (type: string, action: string, addr: string): string =>
  line(type, { hook: { resource: { addr }, action } });
export const SUMMARY = line("change_summary", { changes: { add: 1, change: 0, remove: 0, operation: "apply" } });
export const failure = (summary: string): string => line("diagnostic", { diagnostic: { severity: "error", summary } });

/** No other stack of this machine: one that runs under the same name may hold the lock. */
export const STACK = `dev-network-${process.pid}`;

/** A folder with a record in it. */
export class Recorded {
  public readonly project = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-runs-"));
  public readonly runs = new Runs(this.project);
  public readonly log = path.join(this.project, "network.log");
  private readonly children: ChildProcess[] = [];

  /** A process in a group of its own, which writes to the log. */
  public program(script: string): number {
    const log = fs.openSync(this.log, "a");
    const child = spawn("bash", ["-c", script], { cwd: this.project, detached: true, stdio: ["ignore", log, log] });
    fs.closeSync(log);
    this.children.push(child);
    return child.pid ?? 0;
  }

  /** The record of a run whose command is gone. */
  public async record(pid: number, more: Partial<RunRecord> = {}): Promise<RunRecord> {
    const base = newRecord(NOTE, { stack: STACK, pid, version: "1.11.4", log: this.log, left: [] });
    const record: RunRecord = { ...base, jangada: { pid: 2 ** 22 + 1, start: "1" }, ...more };
    this.runs.begin(record, undefined);
    return record;
  }

  public read(): RunRecord | undefined {
    return this.runs.read("dev", STACK);
  }

  public close(): void {
    for (const { pid } of this.children) {
      try {
        process.kill(-(pid ?? 0), "SIGKILL");
      } catch {
        // It has ended.
      }
    }
    fs.rmSync(this.project, { recursive: true, force: true });
  }
}
