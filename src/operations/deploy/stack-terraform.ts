/** Terraform over the stacks of one run: initialised once each, states read when they are asked for. */
import * as path from "node:path";
import { JangadaError, type Problem } from "../../errors";
import { remoteStates, type RemoteState } from "../deps/remote-state";
import { failureText } from "../process-ending";
import type { Listener } from "../events";
import { run, type RunResult } from "../process";
import { RunSecrets } from "../run-secrets";
import { Runs } from "../runs/record";
import type { SelectedStack } from "../selection/select";
import { formOfPulled, StateGuard } from "../states/state-guard";
import { applyKeepingStates } from "./around-apply";
import { type StepOptions, type StepResult, terraformStep, type TerraformContext } from "../terraform";
import { findTerraform } from "../terraform-binary";
import { parseState, type StateFacts } from "./state-facts";
import { isSimulated, sharesPluginCache, terraformEnvironment } from "../terraform-environment";

export interface StackTerraformOptions {
  /** The folder of `cdktf.json`: copies of states are kept there. @default the working directory */
  readonly project?: string;
  /** @default this process's own */
  readonly env?: NodeJS.ProcessEnv;
  /** Told what happens, as it does. @default nobody is told */
  readonly listener?: Listener;
  /** Asked to stop when it aborts. @default never */
  readonly signal?: AbortSignal;
  /** Killed, with all that it started, when it aborts. @default never */
  readonly kill?: AbortSignal;
}

export class StackTerraform {
  /** @throws JangadaError if there is no usable Terraform */
  public static async open(stacks: readonly SelectedStack[], options: StackTerraformOptions): Promise<StackTerraform> {
    const env = terraformEnvironment(options.env);
    const context = {
      binary: await findTerraform(options.env),
      env,
      secrets: new RunSecrets(env),
      listener: options.listener ?? (() => undefined),
      runs: new Runs(options.project ?? "."),
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.kill ? { kill: options.kill } : {}),
    };
    return new StackTerraform(context, stacks, new StateGuard(path.resolve(options.project ?? "."), context.env));
  }

  private readonly initialised = new Map<string, Promise<StepResult>>();
  private readonly checked = new Map<string, Promise<StepResult>>();
  private readonly pulled = new Map<string, Promise<string>>();
  private readonly oneByOne: boolean;
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(
    public readonly context: TerraformContext & { readonly secrets: RunSecrets },
    /** Every stack that may be read from. */
    public readonly all: readonly SelectedStack[],
    public readonly guard: StateGuard,
  ) {
    this.oneByOne = sharesPluginCache(context.env);
  }

  /** `terraform init`, once a stack; it fails, too, where the state is not what is known of it. */
  public init(stack: SelectedStack): Promise<StepResult> {
    let checking = this.checked.get(stack.name);
    if (!checking) {
      checking = this.check(stack);
      this.checked.set(stack.name, checking);
    }
    return checking;
  }

  private async check(stack: SelectedStack): Promise<StepResult> {
    const refused = (trouble: Problem): StepResult => {
      this.context.listener({ type: "problem", stack: stack.name, step: "init", problem: trouble });
      return { ...NOTHING_DONE, problems: [trouble] };
    };
    const form = this.guard.read(stack);
    const trouble = form && this.guard.judge(stack, form).trouble;
    if (trouble) return refused(trouble);
    const init = await this.initialise(stack);
    if (!init.ok) {
      const initFailure = init.problems.map(({ message }) => message).join("\n");
      const found = form ? undefined : this.guard.judge(stack, this.guard.formOfFailure(initFailure)).trouble;
      return found ? { ...init, problems: [found] } : init;
    }
    if (form) return init;
    const pulled = await this.pulledText(stack);
    const found = this.guard.judge(stack, formOfPulled(pulled)).trouble;
    return found ? refused(found) : init;
  }

  /** `terraform init` alone, whatever the state is. */
  public initialise(stack: SelectedStack): Promise<StepResult> {
    let running = this.initialised.get(stack.name);
    if (!running) {
      const start = async (): Promise<StepResult> => {
        const simulated = isSimulated(this.context.env) ? ["-reconfigure"] : [];
        const args = ["init", "-input=false", "-no-color", ...simulated];
        const result = await terraformStep(this.context, stack, "init", { args });
        return { ...result, problems: result.problems.map((problem) => explainBackend(problem, stack)) };
      };
      running = this.oneByOne ? this.queue.then(start) : start();
      this.queue = running.catch(() => undefined);
      this.initialised.set(stack.name, running);
    }
    return running;
  }

  /**
   * The state as it was when it was first asked for, or since it was forgotten.
   * @throws JangadaError what init says, or STATE_UNREADABLE
   */
  public async state(stack: SelectedStack): Promise<StateFacts> {
    const init = await this.init(stack);
    if (!init.ok) throw new JangadaError(init.problems);
    return parseState(await this.pulledText(stack));
  }

  /** The states are read anew when they are next asked for. */
  public forgetStates(): void {
    this.pulled.clear();
  }

  /** An apply, between a copy of the state from before it and one from after it. */
  public applyKeepingStates(
    stack: SelectedStack,
    apply: (options: Pick<StepOptions, "onStateDump">) => Promise<StepResult>,
  ): Promise<StepResult> {
    const pull = () => this.run(stack, ["state", "pull"]);
    return applyKeepingStates(stack, { guard: this.guard, env: this.context.env, pull, apply });
  }

  private pulledText(stack: SelectedStack): Promise<string> {
    let pulled = this.pulled.get(stack.name);
    if (!pulled) {
      pulled = this.pull(stack);
      this.pulled.set(stack.name, pulled);
    }
    return pulled;
  }

  private async pull(stack: SelectedStack): Promise<string> {
    const result = await this.run(stack, ["state", "pull"]);
    if (result.status !== 0) throw new JangadaError(unreadable(stack, this.failureOf(result)));
    this.context.secrets.addState(stack.name, result.stdout);
    return result.stdout;
  }

  /** What a stack reads of others. */
  public reads(stack: SelectedStack): readonly RemoteState[] {
    return remoteStates(stack, this.all);
  }

  public named(name: string): SelectedStack | undefined {
    return this.all.find((stack) => stack.name === name);
  }

  /** A plan as JSON. @throws JangadaError PLAN_UNREADABLE */
  public async showPlan(stack: SelectedStack, file: string): Promise<string> {
    const result = await this.run(stack, ["show", "-json", "-no-color", file]);
    if (result.status === 0) return result.stdout.slice(Math.max(result.stdout.indexOf("{"), 0));
    throw new JangadaError({
      code: "PLAN_UNREADABLE",
      message: `The plan of ${stack.name} cannot be read: ${this.failureOf(result)}`,
      place: { address: stack.name },
      remedy: `Plan again: jangada plan ${stack.environment}`,
    });
  }

  /** What Terraform said that failed, without what is secret. */
  public failureOf(result: RunResult): string {
    return this.context.secrets.redact(failureText("Terraform", result));
  }

  /** Any Terraform command whose output is wanted as a whole. */
  public run(stack: SelectedStack, args: readonly string[]) {
    const { binary, env, signal, kill } = this.context;
    return run(binary.command, args, {
      cwd: stack.folder,
      env,
      whole: true,
      ...(signal ? { signal } : {}),
      ...(kill ? { kill } : {}),
    });
  }
}

const NOTHING_DONE: StepResult = {
  step: "init",
  ok: false,
  seconds: 0,
  problems: [],
  changes: [],
  drift: [],
  outputs: [],
  refreshed: 0,
};

/** A state is never moved by the way: what is at the new place may be nothing, and then everything would be created anew. */
function explainBackend(problem: Problem, stack: SelectedStack): Problem {
  if (!/Backend (initialization required|configuration changed|type changed)/i.test(problem.message)) return problem;
  return {
    code: "STATE_MOVED",
    message: `The state of ${stack.name} is kept elsewhere than at the last run in this folder.\n${problem.message}`,
    place: { address: stack.name },
    remedy:
      `To take the state along: terraform -chdir=${stack.folder} init -migrate-state. ` +
      `If it stands at the new place already: remove ${stack.folder}/.terraform, and run again.`,
  };
}

function unreadable(stack: SelectedStack, reason: string): Problem {
  return {
    code: "STATE_UNREADABLE",
    message: `The state of ${stack.name} cannot be read: ${reason.trim()}`,
    place: { address: stack.name },
    remedy: "Check the credentials for the state backend: jangada doctor --credentials.",
  };
}
