/** Runs Terraform over one stack and understands what it says (its machine-readable output). */
import type { Problem } from "../errors";
import type { Listener, Step } from "./events";
import { run } from "./process";
import { dumpIn } from "./states/rescued";
import type { SynthesizedStack } from "./synth";
import type { TerraformBinary } from "./terraform-binary";
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

export interface StepResult {
  readonly step: Step;
  readonly ok: boolean;
  readonly seconds: number;
  readonly problems: readonly Problem[];
  readonly counts?: ChangeCounts;
  readonly changes: readonly PlannedChange[];
  /** What a plan found changed outside since the last apply. */
  readonly drift: readonly PlannedChange[];
  /** Names of the outputs that a plan changes. */
  readonly outputs: readonly string[];
  /** How many resources were read again from the clouds. */
  readonly refreshed: number;
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
  readonly hook?: { readonly resource?: { readonly addr: string }; readonly action?: string };
  readonly diagnostic?: TerraformDiagnostic;
  readonly diagnostics?: readonly TerraformDiagnostic[];
}

interface TerraformDiagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number; readonly column: number } };
  readonly snippet?: { readonly context?: string | null };
}

export interface TerraformContext {
  readonly binary: TerraformBinary;
  readonly env: NodeJS.ProcessEnv;
  readonly listener: Listener;
  readonly signal?: AbortSignal;
  /** Ends Terraform at once, whatever it is doing. */
  readonly kill?: AbortSignal;
}

export interface StepOptions {
  /** The whole command, instead of the step's own. Of plan and apply it must hold `-json`. */
  readonly args?: readonly string[];
  /** Receives the state that Terraform prints where it can write it nowhere. It holds secrets. */
  readonly onStateDump?: (text: string) => void;
  /** How many resources an apply of a saved plan will change: such an apply does not say so itself. */
  readonly total?: number;
}

const ARGUMENTS: { readonly [S in Exclude<Step, "read">]: readonly string[] } = {
  init: ["init", "-input=false", "-no-color", "-backend=true"],
  validate: ["validate", "-json"],
  refresh: ["plan", "-refresh-only", "-json", "-input=false"],
  plan: ["plan", "-json", "-input=false", "-out=plan"],
  apply: ["apply", "-json", "-input=false", "plan"],
  "plan-again": ["plan", "-json", "-input=false", "-detailed-exitcode"],
  destroy: ["apply", "-destroy", "-json", "-input=false", "-auto-approve"],
};

/** One Terraform command over one stack. Never throws for what Terraform refuses: that is in the result. */
export async function terraformStep(
  context: TerraformContext,
  stack: SynthesizedStack,
  step: Exclude<Step, "read">,
  options: StepOptions = {},
): Promise<StepResult> {
  const { listener } = context;
  const started = performance.now();
  const output = new OutputReader(stack.name, step, listener, options.total);
  listener({ type: "step-started", stack: stack.name, step });
  const { status, stdout, stderr } = await run(context.binary.command, options.args ?? ARGUMENTS[step], {
    cwd: stack.folder,
    env: context.env,
    onLine: (line) => {
      const dump = options.onStateDump && dumpIn(line);
      if (dump !== undefined) options.onStateDump?.(dump);
      else output.read(line);
    },
    ...(context.signal ? { signal: context.signal } : {}),
    ...(context.kill ? { kill: context.kill } : {}),
  });
  // `validate` prints one document instead of lines.
  if (step === "validate") output.readDocument(stdout);
  const changed = step === "plan-again" && status === 2;
  const ok = status === 0;
  if (!ok && !changed && output.problems.length === 0) {
    output.problem({
      severity: "error",
      summary: `terraform ${step} failed (exit status ${status})`,
      detail: tail(stderr || stdout),
    });
  }
  if (changed) output.problem(notEmpty(output.changes));
  const seconds = (performance.now() - started) / 1000;
  listener({ type: "step-finished", stack: stack.name, step, seconds, ok });
  return {
    step,
    ok,
    seconds,
    problems: output.problems,
    counts: output.counts,
    changes: output.changes,
    drift: output.drift,
    outputs: output.outputs,
    refreshed: output.refreshed,
  };
}

function notEmpty(changes: readonly PlannedChange[]): TerraformDiagnostic {
  const listed = changes.map((change) => `${change.action} ${change.address}`).join("\n");
  return {
    severity: "error",
    summary: "the second plan is not empty",
    detail: `Applied once, the stack still wants to change:\n${listed || "outputs only"}`,
  };
}

function tail(text: string): string {
  return text.trim().split("\n").slice(-20).join("\n");
}

/** Collects what a command says, line by line. */
class OutputReader {
  public readonly problems: Problem[] = [];
  public readonly changes: PlannedChange[] = [];
  public readonly drift: PlannedChange[] = [];
  public readonly outputs: string[] = [];
  public refreshed = 0;
  public counts: ChangeCounts | undefined;
  private done = 0;

  constructor(
    private readonly stack: string,
    private readonly step: Step,
    private readonly listener: Listener,
    private readonly announced = 0,
  ) {}

  public read(text: string): void {
    if (!text.startsWith("{") || this.step === "validate") return;
    const line = parse(text);
    if (!line) return;
    if (line.diagnostic) this.problem(line.diagnostic);
    if (line.type === "change_summary" && line.changes) this.counts = line.changes;
    if ((line.type === "planned_change" || line.type === "resource_drift") && line.change?.resource) {
      const { resource, action = "", reason } = line.change;
      const found = { address: resource.addr, action, ...(reason ? { reason } : {}) };
      (line.type === "resource_drift" ? this.drift : this.changes).push(found);
    }
    if (line.type === "refresh_complete") this.refreshed += 1;
    if (line.type === "outputs") {
      const changed = Object.entries(line.outputs ?? {}).filter(([, { action = "noop" }]) => action !== "noop");
      this.outputs.push(...changed.map(([name]) => name));
    }
    if (line.type === "apply_start" && line.hook?.resource) {
      const { resource, action = "" } = line.hook;
      this.listener({ type: "resource-started", stack: this.stack, step: this.step, address: resource.addr, action });
    }
    if (line.type === "apply_complete" && line.hook?.resource) {
      this.done += 1;
      const { resource, action = "" } = line.hook;
      const total = Math.max(this.changes.length, this.announced, this.done);
      this.listener({
        type: "resource",
        stack: this.stack,
        step: this.step,
        address: resource.addr,
        action,
        done: this.done,
        total,
      });
    }
  }

  public readDocument(text: string): void {
    const document = parse(text.slice(Math.max(text.indexOf("{"), 0)));
    for (const diagnostic of document?.diagnostics ?? []) this.problem(diagnostic);
  }

  public problem(diagnostic: TerraformDiagnostic): void {
    const message = diagnostic.detail ? `${diagnostic.summary}: ${diagnostic.detail}` : diagnostic.summary;
    if (diagnostic.severity !== "error") {
      this.listener({ type: "message", level: "warning", stack: this.stack, message });
      return;
    }
    const address = diagnostic.address ?? diagnostic.snippet?.context ?? undefined;
    const problem: Problem = {
      ...codeOf(diagnostic.summary, diagnostic.detail),
      message,
      ...(address ? { place: { address: `${this.stack}: ${address}` } } : { place: { address: this.stack } }),
    };
    // On a full disk Terraform says the same of every resource.
    if (this.problems.some((other) => JSON.stringify(other) === JSON.stringify(problem))) return;
    this.problems.push(problem);
    this.listener({ type: "problem", stack: this.stack, step: this.step, problem });
  }
}

function parse(text: string): JsonLine | undefined {
  try {
    return JSON.parse(text) as JsonLine;
  } catch {
    return undefined;
  }
}
