/** Runs Terraform over one stack and understands what it says (its machine-readable output). */
import { JangadaError, type Problem } from "../errors";
import type { Step } from "./events";
import { RunSecrets } from "./run-secrets";
import { breakOwnLock, type UnlockContext } from "./runs/break-lock";
import type { RunNote } from "./runs/record";
import { Recorder } from "./runs/recorder";
import { dumpIn } from "./states/rescued-state";
import { supervise, type Supervised } from "./runs/supervise";
import { environmentOver } from "./stacks-with-hosts";
import type { SynthesizedStack } from "./synth";
import { type ChangeCounts, OutputReader, type PlannedChange, type TerraformDiagnostic } from "./terraform-output";

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

export interface TerraformContext extends UnlockContext {
  readonly signal?: AbortSignal;
  /** What must not be seen in what Terraform says. @default what `env` tells, and what gives itself away */
  readonly secrets?: RunSecrets;
}

export interface StepOptions {
  /** The whole command, instead of the step's own. Of plan and apply it must hold `-json`. @default the step's own */
  readonly args?: readonly string[];
  /** Receives the state that Terraform prints where it can write it nowhere. It holds secrets. @default it is not kept */
  readonly onStateDump?: (text: string) => void;
  /** How many resources an apply of a saved plan will change: such an apply does not say so itself. @default it is not known */
  readonly total?: number;
  /** Of a step that takes the lock of a state that is kept: what is to be known of it if this process dies. @default nothing is noted down */
  readonly note?: RunNote;
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
  listener({ type: "step-started", stack: stack.name, step });
  let { ok, output } = await attempt(context, stack, step, options);
  const { note } = options;
  if (!ok && note && (await breakOwnLock(context, stack, note, output.problems))) {
    ({ ok, output } = await attempt(context, stack, step, options));
  }
  for (const problem of output.problems) listener({ type: "problem", stack: stack.name, step, problem });
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

async function attempt(
  context: TerraformContext,
  stack: SynthesizedStack,
  step: Exclude<Step, "read">,
  options: StepOptions,
): Promise<{ readonly ok: boolean; readonly output: OutputReader }> {
  const secrets = context.secrets ?? new RunSecrets(context.env);
  const output = new OutputReader(stack.name, step, context.listener, secrets, options.total);
  const text: string[] = [];
  let ended: Supervised;
  try {
    const recorder =
      context.runs && options.note ? new Recorder(context, context.runs, stack.name, options.note) : undefined;
    ended = await supervise(context.binary.command, options.args ?? ARGUMENTS[step], {
      cwd: stack.folder,
      env: environmentOver(stack, context.env),
      onLine: (line) => {
        const dump = options.onStateDump && dumpIn(line);
        if (dump !== undefined) return options.onStateDump?.(dump);
        if (step === "validate" || !line.startsWith("{")) text.push(line);
        output.read(line);
      },
      ...(recorder ? { log: recorder.log, reserve: roomFor(step), onStart: (pid) => recorder.begin(pid) } : {}),
      ...(context.signal ? { signal: context.signal } : {}),
      ...(context.kill ? { kill: context.kill } : {}),
    }).catch((error: unknown) => {
      recorder?.abandon();
      throw error;
    });
    recorder?.end(ended, output.problems);
  } catch (error) {
    if (!JangadaError.is(error)) throw error;
    output.problems.push(...error.problems);
    return { ok: false, output };
  }
  const { status } = ended;
  // `validate` prints one document instead of lines.
  if (step === "validate") output.readDocument(text.join("\n"));
  const changed = step === "plan-again" && status === 2;
  if (changed) output.problem(notEmpty(output.changes));
  else if (ended.cause !== undefined && !context.kill?.aborted)
    output.problems.push(killed(stack, step, ended.cause, output));
  else if (status !== 0 && output.problems.length === 0) {
    output.problem({
      severity: "error",
      summary: `terraform ${step} failed (exit status ${status})`,
      detail: tail(text, step),
    });
  }
  return { ok: status === 0, output };
}

/**
 * Where the disk is full, Terraform prints the state that it can write nowhere: its log must have room for that. Half of what is
 * asked to be free beside the state (states/disk-space.ts).
 */
const DUMP_ROOM = 8 * 1024 * 1024;

function roomFor(step: Step): number {
  return step === "apply" || step === "destroy" ? DUMP_ROOM : 0;
}

/** It did not end by itself. */
function killed({ name }: SynthesizedStack, step: Step, cause: string, { unfinished }: OutputReader): Problem {
  const middle = unfinished.map(({ action, address }) => `\n  ${action} ${address}`).join("");
  const changes = step === "apply" || step === "destroy";
  return {
    code: "TERRAFORM_KILLED",
    message:
      `Terraform ${cause} in the step '${step}' of ${name}.` +
      (middle
        ? ` It was in the middle of this, which may be done or half done without being in the state:${middle}`
        : ""),
    place: { address: name },
    remedy:
      (cause.includes("memory") ? "Give it more memory, or run fewer stacks at once (--parallel 1). " : "") +
      (changes
        ? "Run the same command again: it takes away the lock that was left, reads what there is, and goes on from there."
        : "Nothing was changed: run the same command again."),
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

/** What a step that speaks plainly said last. The others speak in lines of JSON: what else is in their log may hold a state. */
function tail(text: readonly string[], step: Step): string {
  if (step === "init" || step === "validate") return text.slice(-20).join("\n").trim();
  return text.find((line) => /^(panic:|fatal error:|runtime:|.*: not found$)/.test(line)) ?? "It gave no reason.";
}
