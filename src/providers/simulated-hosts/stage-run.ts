/** One run of a stage on a simulated host, and the one line of JSON that it prints, as `assets/kubeadm/lib.sh` does. */
import type { HostView } from "../../rehearsal/hosts/shell";
import type { Settings, Upload } from "./upload";

/** Ends a stage; what it is about is among the problems. */
export class StageFailure extends Error {}

export interface StageInput {
  readonly stage: string;
  readonly host: HostView;
  readonly upload: Upload;
  readonly settings: Settings;
  readonly checking: boolean;
  /** What stood before the command: `NAME=value`. */
  readonly environment: Readonly<Record<string, string>>;
}

export class StageRun {
  public readonly changes: string[] = [];
  public readonly notes: string[] = [];
  public readonly problems: string[] = [];

  constructor(public readonly input: StageInput) {}

  public setting(name: string): string {
    return this.input.settings[name] ?? "";
  }

  /** Tells a change, and whether it is to be made. */
  public change(what: string): boolean {
    this.changes.push(what);
    return !this.input.checking;
  }

  public note(text: string): void {
    this.notes.push(text);
  }

  public problem(text: string): void {
    this.problems.push(text);
  }

  public fail(text: string): never {
    this.problem(text);
    throw new StageFailure(text);
  }

  public failIfProblems(): void {
    if (this.problems.length > 0) throw new StageFailure(this.problems.join("\n"));
  }

  public ensureFile(path: string, content: string, mode = 0o644): void {
    const { files } = this.input.host;
    const there = files.get(path);
    if (there?.mode === mode && there.content.equals(Buffer.from(content))) return;
    if (this.change(path)) files.write(path, content, mode);
  }
}

export interface StageResult {
  readonly line: string;
  readonly code: number;
}

/** Whatever a stage ended with: 1 where it failed, 2 where a check found what differs. */
export function resultOf(run: StageRun, ok: boolean): StageResult {
  const { stage, checking } = run.input;
  const result = {
    stage,
    host: run.setting("NODE_NAME"),
    mode: checking ? "check" : "apply",
    ok,
    changed: run.changes.length,
    [checking ? "differs" : "changes"]: run.changes,
    notes: run.notes,
    problems: run.problems,
    seconds: 0,
  };
  return { line: JSON.stringify(result), code: ok ? (checking && run.changes.length > 0 ? 2 : 0) : 1 };
}

/** What run.sh prints where a stage did not begin: before it knows of a host, of none. */
export function early(stage: string, checking: boolean, problem: string, host = ""): StageResult {
  const result = {
    stage: stage.replace(/[^a-z-]/g, ""),
    host,
    mode: checking ? "check" : "apply",
    ok: false,
    changed: 0,
    changes: [],
    notes: [],
    problems: [problem],
    seconds: 0,
  };
  return { line: JSON.stringify(result), code: 1 };
}
