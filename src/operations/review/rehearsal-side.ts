/** One side of a rehearsed review: a folder with the synthesized stacks, their states, and a simulated world. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Problem } from "../../errors";
import { EXISTING_FOLDER } from "../../model/existing";
import { SSH_ENVIRONMENT } from "../../model/ssh-variable";
import { objectOf } from "../../rehearsal/protocol/value";
import { fromStored, type Json } from "../../rehearsal/world/stored-value";
import { redact } from "../../secret-scan";
import { type SimulatedProviders, startSimulation, type Simulation } from "../../rehearsal/simulation";
import type { Listener } from "../events";
import type { RefusedChange } from "../plan-model";
import { rehearsalEnvironment } from "../rehearse/environment-variables";
import { run } from "../process";
import { newerVersionsIn } from "../provider-versions";
import { reachHosts } from "../stacks-with-hosts";
import { synth, type SynthesizedStack, type SynthResult, typesIn } from "../synth";
import { terraformStep, type TerraformContext } from "../terraform";
import type { TerraformBinary } from "../terraform-binary";

export interface RehearsalSideOptions {
  /** The providers that can be simulated. */
  readonly simulated: SimulatedProviders;
  /** Folder of its world, its states and its plans. */
  readonly folder: string;
  /** The folder of `cdktf.json`. */
  readonly project: string;
  /** The Terraform that is run. */
  readonly binary: TerraformBinary;
  /** Told what happens, as it does. */
  readonly listener: Listener;
  /** Asked to stop when it aborts. @default never */
  readonly signal?: AbortSignal;
}

export class RehearsalSide {
  private simulation: Simulation | undefined;

  constructor(private readonly options: RehearsalSideOptions) {
    fs.mkdirSync(path.join(options.folder, "state"), { recursive: true });
  }

  /** Both sides are synthesized into folders of one depth, so that relative paths in their output are equal. */
  public synth(environments?: readonly string[]): Promise<SynthResult> {
    const { folder, project, signal } = this.options;
    return synth({
      project,
      outdir: path.join(folder, "cdktf.out"),
      env: rehearsalEnvironment(folder),
      ...(environments ? { environments } : {}),
      ...(signal ? { signal } : {}),
    });
  }

  /** As a real deployment would be synthesized: with the state's own place, and what simulated clouds leave out. */
  public synthConfigured(): Promise<SynthResult> {
    const { folder, project, signal } = this.options;
    return synth({
      project,
      outdir: path.join(folder, "configured", "cdktf.out"),
      // Also in a shell of `jangada cloud env`.
      env: { ...rehearsalEnvironment(folder), JANGADA_STATE_DIRECTORY: undefined },
      ...(signal ? { signal } : {}),
    });
  }

  public async start(stacks: readonly SynthesizedStack[]): Promise<void> {
    const { folder, simulated } = this.options;
    this.simulation = await startSimulation(path.join(folder, "world"), {
      passing: true,
      providers: simulated,
      types: typesIn(stacks),
      versions: newerVersionsIn(stacks),
      hosts: reachHosts(stacks),
      existing: path.join(folder, EXISTING_FOLDER),
    });
  }

  public async stop(): Promise<void> {
    const { simulation } = this;
    this.simulation = undefined;
    await simulation?.close();
  }

  /** Takes over states and world of another side, which must be stopped. */
  public copyStatesFrom(other: RehearsalSide): void {
    for (const name of ["state", "world"]) {
      const [from, to] = [path.join(other.options.folder, name), path.join(this.options.folder, name)];
      if (fs.existsSync(from)) fs.cpSync(from, to, { recursive: true, force: true });
    }
  }

  /** Does in the simulated world what a person is told to run first. */
  public carryOut(refused: readonly RefusedChange[]): void {
    const world = this.simulation?.world;
    for (const { change, remedy } of refused) {
      const id = change.before?.["id"];
      const object = world?.list(change.type).find((one) => one.id === id);
      if (!object) continue;
      const left = Object.entries(remedy.leaves).map(([name, value]) => [name, fromStored(value as Json)] as const);
      world?.put({ ...object, attributes: objectOf([...Object.entries(object.attributes), ...left]) });
    }
  }

  /** Runs steps until one fails. */
  public async steps(
    stack: SynthesizedStack,
    steps: readonly Parameters<typeof terraformStep>[2][],
  ): Promise<readonly Problem[]> {
    for (const step of steps) {
      if (this.options.signal?.aborted) return [INTERRUPTED];
      const { ok, problems } = await terraformStep(this.context(), stack, step);
      if (!ok) return problems;
    }
    return [];
  }

  /** The saved plan as JSON; `destroy` makes one first that takes everything away. */
  public async showPlan(stack: SynthesizedStack): Promise<string> {
    const { stdout } = await this.terraform(stack, ["show", "-json", "plan"]);
    return stdout;
  }

  public async planDestroy(stack: SynthesizedStack): Promise<readonly Problem[]> {
    const { status, stderr, stdout } = await this.terraform(stack, [
      "plan",
      "-destroy",
      "-input=false",
      "-no-color",
      "-out=plan",
    ]);
    if (status === 0) return [];
    return [
      {
        code: "TERRAFORM",
        message: redact(stderr || stdout)
          .trim()
          .slice(-2000),
        place: { address: stack.name },
      },
    ];
  }

  private terraform(stack: SynthesizedStack, args: readonly string[]): ReturnType<typeof run> {
    const { binary, signal } = this.options;
    return run(binary.command, args, { cwd: stack.folder, env: this.context().env, ...(signal ? { signal } : {}) });
  }

  private context(): TerraformContext {
    const { binary, listener, folder, signal } = this.options;
    const env = rehearsalEnvironment(folder, this.simulation?.env ?? {});
    const ssh = env[SSH_ENVIRONMENT];
    // A host's resource knows the way to the key: from any stack of either side it is the same one.
    if (ssh !== undefined) env[SSH_ENVIRONMENT] = ssh.split(folder).join(path.join("..", "..", ".."));
    return { binary, env, listener, ...(signal ? { signal } : {}) };
  }
}

export const INTERRUPTED: Problem = { code: "INTERRUPTED", message: "Stopped before it was done." };
