/** Understands what Terraform says, line by line (its machine-readable output). */
import type { Problem } from "../errors";
import type { Listener, Step } from "./events";
import type { RunSecrets } from "./run-secrets";
import { StageResults } from "./stage-results";
import { codeOf } from "./terraform-words";

/** How many resources a plan adds, changes and takes away. */
export interface ChangeCounts {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
}

export interface PlannedChange {
  readonly address: string;
  readonly action: string;
  readonly reason?: string;
}

interface JsonLine {
  readonly "@level"?: string;
  readonly "@message"?: string;
  readonly type?: string;
  readonly changes?: ChangeCounts & { readonly operation?: string };
  readonly change?: {
    readonly resource?: { readonly addr: string };
    readonly action?: string;
    readonly reason?: string;
  };
  readonly outputs?: { readonly [name: string]: { readonly action?: string } };
  readonly hook?: { readonly resource?: { readonly addr: string }; readonly action?: string; readonly output?: string };
  readonly diagnostic?: TerraformDiagnostic;
  readonly diagnostics?: readonly TerraformDiagnostic[];
}

export interface TerraformDiagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number; readonly column: number } };
  readonly snippet?: { readonly context?: string | null };
}

/** Collects what a command says, line by line. */
export class OutputReader {
  public readonly problems: Problem[] = [];
  public readonly changes: PlannedChange[] = [];
  public readonly drift: PlannedChange[] = [];
  public readonly outputs: string[] = [];
  public refreshed = 0;
  public counts: ChangeCounts | undefined;
  /** Whether it came to an end that it told of: a summary, or what went wrong. */
  public concluded = false;
  /** What it began with, in that order. */
  public readonly begun: PlannedChange[] = [];
  private readonly finished = new Set<string>();
  private completed = 0;
  private readonly stages = new StageResults();

  constructor(
    private readonly stack: string,
    private readonly step: Step,
    private readonly listener: Listener,
    private readonly secrets: RunSecrets,
    private readonly announced = 0,
  ) {}

  public read(text: string): void {
    if (!text.startsWith("{") || this.step === "validate") return;
    const line = parse(text);
    if (!line) return;
    if (line.diagnostic) this.problem(line.diagnostic);
    if (line.type === "change_summary" && line.changes) {
      this.counts = line.changes;
      // An apply that plans by itself tells two.
      if (this.step === "plan" || line.changes.operation !== "plan") this.concluded = true;
    }
    if ((line.type === "planned_change" || line.type === "resource_drift") && line.change?.resource) {
      const { resource, action = "", reason } = line.change;
      const found = { address: this.secrets.redactKeys(resource.addr), action, ...(reason ? { reason } : {}) };
      (line.type === "resource_drift" ? this.drift : this.changes).push(found);
    }
    if (line.type === "provision_progress" && line.hook?.resource && line.hook.output !== undefined) {
      this.stages.read(line.hook.resource.addr, line.hook.output);
    }
    if (line.type === "refresh_complete") this.refreshed += 1;
    if (line.type === "outputs") {
      const changed = Object.entries(line.outputs ?? {}).filter(([, { action = "noop" }]) => action !== "noop");
      this.outputs.push(...changed.map(([name]) => name));
    }
    if (line.type === "apply_start" && line.hook?.resource) {
      const { resource, action = "" } = line.hook;
      const address = this.secrets.redactKeys(resource.addr);
      this.begun.push({ address, action });
      this.listener({ type: "resource-started", stack: this.stack, step: this.step, address, action });
    }
    if (line.type === "apply_complete" && line.hook?.resource) {
      this.completed += 1;
      const { resource, action = "" } = line.hook;
      const address = this.secrets.redactKeys(resource.addr);
      this.finished.add(`${action} ${address}`);
      const total = Math.max(this.changes.length, this.announced, this.completed);
      this.listener({
        type: "resource",
        stack: this.stack,
        step: this.step,
        address,
        action,
        done: this.completed,
        total,
      });
    }
  }

  /** What it began with and never told the end of. */
  public get unfinished(): readonly PlannedChange[] {
    return this.begun.filter(({ action, address }) => !this.finished.has(`${action} ${address}`));
  }

  public readDocument(text: string): void {
    const document = parse(text.slice(Math.max(text.indexOf("{"), 0), text.lastIndexOf("}") + 1));
    for (const diagnostic of document?.diagnostics ?? []) this.problem(diagnostic);
  }

  public problem(diagnostic: TerraformDiagnostic): void {
    const failed = diagnostic.address === undefined ? undefined : this.stages.failureOf(diagnostic.address);
    const text = diagnostic.detail ? `${diagnostic.summary}: ${diagnostic.detail}` : diagnostic.summary;
    const message = this.secrets.redact(failed?.message ?? text);
    if (diagnostic.severity !== "error") {
      this.listener({ type: "message", level: "warning", stack: this.stack, message });
      return;
    }
    this.concluded = true;
    const about = diagnostic.address ?? diagnostic.snippet?.context ?? undefined;
    const address = about === undefined ? undefined : this.secrets.redactKeys(about);
    const problem: Problem = {
      ...codeOf(diagnostic.summary, diagnostic.detail),
      message,
      ...(failed?.remedy === undefined ? {} : { remedy: failed.remedy }),
      ...(address ? { place: { address: `${this.stack}: ${address}` } } : { place: { address: this.stack } }),
    };
    // On a full disk Terraform says the same of every resource.
    if (this.problems.some((other) => JSON.stringify(other) === JSON.stringify(problem))) return;
    this.problems.push(problem);
  }
}

function parse(text: string): JsonLine | undefined {
  try {
    return JSON.parse(text) as JsonLine;
  } catch {
    return undefined;
  }
}
