/** Terraform over the stacks of one run: initialised once each, states read when they are asked for. */
import { JangadaError, type Problem } from "../../errors";
import { remoteStates, type RemoteState } from "../deps/remote-state";
import { saidBy } from "../ending";
import type { Listener } from "../events";
import { run } from "../process";
import { Runs } from "../runs/record";
import type { SelectedStack } from "../selection/select";
import { type StepResult, terraformStep, type TerraformContext } from "../terraform";
import { findTerraform } from "../terraform-binary";
import { parseState, type StateFacts } from "./state";
import { isSimulated, sharesPluginCache, terraformEnvironment } from "./terraform-environment";

export interface WorkbenchOptions {
  /** The folder of `cdktf.json`. @default the working directory */
  readonly project?: string;
  /** @default this process's own */
  readonly env?: NodeJS.ProcessEnv;
  readonly listener?: Listener;
  readonly signal?: AbortSignal;
  readonly kill?: AbortSignal;
}

export class Workbench {
  /** @throws JangadaError if there is no usable Terraform */
  public static async open(stacks: readonly SelectedStack[], options: WorkbenchOptions): Promise<Workbench> {
    const context: TerraformContext = {
      binary: await findTerraform(options.env),
      env: terraformEnvironment(options.env),
      listener: options.listener ?? (() => undefined),
      runs: new Runs(options.project ?? "."),
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.kill ? { kill: options.kill } : {}),
    };
    return new Workbench(context, stacks);
  }

  private readonly initialised = new Map<string, Promise<StepResult>>();
  private readonly states = new Map<string, Promise<StateFacts>>();
  private readonly oneByOne: boolean;
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(
    public readonly context: TerraformContext,
    /** Every stack that may be read from. */
    public readonly all: readonly SelectedStack[],
  ) {
    this.oneByOne = sharesPluginCache(context.env);
  }

  /** `terraform init`, once a stack. */
  public init(stack: SelectedStack): Promise<StepResult> {
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
  public state(stack: SelectedStack): Promise<StateFacts> {
    let pulled = this.states.get(stack.name);
    if (!pulled) {
      pulled = this.pull(stack);
      this.states.set(stack.name, pulled);
    }
    return pulled;
  }

  /** The states are read anew when they are next asked for. */
  public forgetStates(): void {
    this.states.clear();
  }

  private async pull(stack: SelectedStack): Promise<StateFacts> {
    const init = await this.init(stack);
    if (!init.ok) throw new JangadaError(init.problems);
    const result = await this.run(stack, ["state", "pull"]);
    if (result.status !== 0) throw new JangadaError(unreadable(stack, saidBy("Terraform", result)));
    return parseState(result.stdout);
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
      message: `The plan of ${stack.name} cannot be read: ${saidBy("Terraform", result)}`,
      place: { address: stack.name },
      remedy: `Plan again: jangada plan ${stack.environment}`,
    });
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

function unreadable(stack: SelectedStack, said: string): Problem {
  return {
    code: "STATE_UNREADABLE",
    message: `The state of ${stack.name} cannot be read: ${said.trim()}`,
    place: { address: stack.name },
    remedy: "Check the credentials for the state backend: jangada doctor --credentials.",
  };
}
