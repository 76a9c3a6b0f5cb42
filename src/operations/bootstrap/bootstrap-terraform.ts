/** Terraform over the bootstrap stack, whose state is first in a file and then in the bucket. */
import * as fs from "node:fs";
import * as path from "node:path";
import { JangadaError, type Problem } from "../../errors";
import { redact } from "../../secret-scan";
import { stateBackends } from "../../targets";
import { runNoteOf } from "../deploy/run-note";
import { countsOf } from "../deploy/planner";
import { parseState, type StateFacts } from "../deploy/state-facts";
import { isSimulated, terraformEnvironment } from "../terraform-environment";
import { failureText } from "../process-ending";
import type { Listener } from "../events";
import { privateFolder } from "../private-folder";
import { type PlanModel, readPlan } from "../plan-model";
import { run } from "../process";
import { Runs } from "../runs/record";
import { untilUsable } from "./until-usable";
import { digestOf } from "../selection/content";
import type { SelectedStack } from "../selection/select";
import { applyKeepingStates } from "../deploy/around-apply";
import { StateGuard } from "../states/state-guard";
import { synth, type SynthesizedStack } from "../synth";
import { terraformStep, type TerraformContext } from "../terraform";
import type { ChangeCounts } from "../terraform-output";
import { findTerraform } from "../terraform-binary";

export interface BootstrapTerraformOptions {
  /** Name of the environment whose place for states is made. */
  readonly environment: string;
  /** The folder of `cdktf.json`. */
  readonly project: string;
  /** The state until there is a bucket. */
  readonly stateFile: string;
  /** Environment of the programs that are run. @default this process's own */
  readonly env?: NodeJS.ProcessEnv;
  /** Told what happens, as it does. @default nobody is told */
  readonly listener?: Listener;
  /** Asked to stop when it aborts. @default never */
  readonly signal?: AbortSignal;
  /** Killed, with all that it started, when it aborts. @default never */
  readonly kill?: AbortSignal;
  /** Milliseconds between two looks at a place that is made, and does not let in yet. @default 15 seconds */
  readonly pause?: number;
}

export interface BootstrapPlan {
  readonly counts: ChangeCounts;
  readonly model: PlanModel;
  readonly empty: boolean;
}

export class BootstrapTerraform {
  public static async open(options: BootstrapTerraformOptions): Promise<BootstrapTerraform> {
    const { env, listener = () => undefined, signal, kill } = options;
    return new BootstrapTerraform(options, {
      binary: await findTerraform(env),
      env: terraformEnvironment(env),
      listener,
      runs: new Runs(options.project),
      ...(signal ? { signal } : {}),
      ...(kill ? { kill } : {}),
    });
  }

  private stack: SynthesizedStack | undefined;
  private readonly guard: StateGuard;

  private constructor(
    private readonly options: BootstrapTerraformOptions,
    private readonly context: TerraformContext,
  ) {
    this.guard = new StateGuard(options.project, context.env);
  }

  /** @returns false if the bucket does not exist @throws JangadaError STATE_UNREACHABLE for everything else */
  public async reachesBucket(bucket: string): Promise<boolean> {
    await this.synthesize({});
    const result = await this.run(["init", "-input=false", "-no-color", "-reconfigure"]);
    if (result.status === 0) return true;
    const failure = failureText("Terraform", result);
    if (stateBackends.some(({ isMissing }) => isMissing(failure))) return false;
    throw new JangadaError({
      code: "STATE_UNREACHABLE",
      message: `Whether the bucket '${bucket}' exists cannot be seen: ${redact(failure)}`,
      remedy: "Check the credentials: jangada doctor --credentials.",
    });
  }

  /** Keeps the state in the file. */
  public async useFile(): Promise<void> {
    fs.mkdirSync(path.dirname(this.options.stateFile), { recursive: true, mode: 0o700 });
    await this.synthesize({ JANGADA_BOOTSTRAP_STATE: this.options.stateFile });
    const result = await this.run(["init", "-input=false", "-no-color", "-reconfigure"]);
    if (result.status !== 0)
      throw this.failed("INIT_FAILED", "Terraform cannot be initialised", failureText("Terraform", result));
  }

  public async state(): Promise<StateFacts> {
    const result = await this.run(["state", "pull"]);
    if (result.status !== 0)
      throw this.failed("STATE_UNREADABLE", "The state cannot be read", failureText("Terraform", result));
    return parseState(result.stdout);
  }

  /** A plan beside the stack; it is applied in the same run, or never. */
  public async plan(): Promise<BootstrapPlan | { readonly problems: readonly Problem[] }> {
    const stack = this.synthesized;
    const note = runNoteOf({ folder: stack.folder, environment: this.options.environment }, "plan");
    const step = await terraformStep(this.context, stack, "plan", { note });
    if (!step.ok) return { problems: step.problems };
    const result = await this.run(["show", "-json", "-no-color", "plan"]);
    if (result.status !== 0)
      throw this.failed("PLAN_UNREADABLE", "The plan cannot be read", failureText("Terraform", result));
    const model = readPlan(result.stdout.slice(result.stdout.indexOf("{")), stack.folder);
    return { counts: countsOf(model), model, empty: model.changes.length + model.outputs.length === 0 };
  }

  public async apply({ counts }: BootstrapPlan): Promise<readonly Problem[]> {
    const total = counts.add + counts.change + counts.remove;
    const note = runNoteOf({ folder: this.synthesized.folder, environment: this.options.environment }, "apply");
    const { problems } = await applyKeepingStates(this.selected, {
      guard: this.guard,
      env: this.context.env,
      pull: () => this.run(["state", "pull"]),
      apply: (options) => terraformStep(this.context, this.synthesized, "apply", { ...options, total, note }),
    });
    fs.rmSync(path.join(this.synthesized.folder, "plan"), { force: true });
    return problems.map((problem) => this.remedied(problem));
  }

  /**
   * Terraform itself copies the state; what arrived is compared with what left.
   * @throws JangadaError STATE_NOT_MOVED; the file is still there then
   */
  public async moveToBucket(): Promise<void> {
    const before = await this.state();
    const copies = this.guard.copies(this.selected);
    await this.synthesize({});
    await untilUsable(this.synthesized, this.context, this.options.pause);
    // It writes the state: it must come to its end also if this process does not.
    const args = ["init", "-input=false", "-no-color", "-migrate-state", "-force-copy"];
    const { ok, problems } = await terraformStep(this.context, this.synthesized, "init", { args });
    if (!ok) throw this.notMoved(problems.map(({ message }) => message).join("\n"));
    const after = await this.state();
    // Terraform gives the copy a lineage of its own.
    if (contentOf(after) !== contentOf(before))
      throw this.notMoved("what is in the bucket is not what was in the file");
    // Where it was, there is none now, and none is missing.
    copies.save("none");
  }

  private get selected(): SelectedStack {
    return { ...this.synthesized, environment: this.options.environment };
  }

  /** This stack is none of an environment's: `jangada state` does not know it. */
  private remedied(problem: Problem): Problem {
    const { code, place } = problem;
    if (!code.startsWith("STATE_") || !place?.file || !problem.remedy?.includes("jangada state")) return problem;
    const remedy = `Put it back: terraform -chdir=${this.synthesized.folder} state push ${place.file}. Then run jangada bootstrap again.`;
    return { ...problem, remedy };
  }

  private get synthesized(): SynthesizedStack {
    if (!this.stack) throw new Error("unreachable: nothing was synthesized");
    return this.stack;
  }

  private async synthesize(more: NodeJS.ProcessEnv): Promise<void> {
    privateFolder(path.join(this.options.project, ".jangada", "bootstrap"));
    const { stacks } = await synth({
      project: this.options.project,
      // Beside the environments' own output: a deployment must not find this stack there.
      outdir: path.join(this.options.project, ".jangada", "bootstrap", "cdktf.out"),
      env: { ...this.options.env, JANGADA_BOOTSTRAP: this.options.environment, ...more },
      ...(this.context.signal ? { signal: this.context.signal } : {}),
    });
    const [stack] = stacks;
    if (!stack) throw new JangadaError({ code: "NO_STACKS", message: "The app makes no bootstrap stack." });
    this.stack = stack;
  }

  private run(args: readonly string[]) {
    const { binary, env, signal, kill } = this.context;
    return run(binary.command, args, {
      cwd: this.synthesized.folder,
      env,
      whole: true,
      ...(signal ? { signal } : {}),
      ...(kill ? { kill } : {}),
    });
  }

  private notMoved(failure: string): JangadaError {
    return new JangadaError({
      code: "STATE_NOT_MOVED",
      message: `The bucket is made, but its own state could not be moved into it: ${redact(failure).trim()}`,
      place: { file: this.options.stateFile },
      remedy: "Keep that file, and run jangada bootstrap again: it goes on from there.",
    });
  }

  private failed(code: string, what: string, failure: string): JangadaError {
    const where = isSimulated(this.options.env) ? " (in the simulated clouds)" : "";
    return new JangadaError({
      code,
      message: `${what}${where}: ${redact(failure).trim()}`,
      place: { address: this.synthesized.name },
    });
  }
}

function contentOf({ resources, outputs }: StateFacts): string {
  return digestOf({ resources, outputs });
}
