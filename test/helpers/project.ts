/** A project in a temporary folder, with simulated clouds of its own, that Terraform is really run over. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { EXISTING_FOLDER } from "../../src/model/existing";
import { inOrder, reversed } from "../../src/operations/dependency-order";
import { rehearsalEnvironment } from "../../src/operations/rehearse/environment-variables";
import { newerVersionsIn } from "../../src/operations/provider-versions";
import { reachHosts } from "../../src/operations/stacks-with-hosts";
import { synth, type SynthesizedStack, typesIn } from "../../src/operations/synth";
import { type StepResult, terraformStep } from "../../src/operations/terraform";
import type { PlannedChange } from "../../src/operations/terraform-output";
import { findTerraform, type TerraformBinary } from "../../src/operations/terraform-binary";
import { run, type RunResult } from "../../src/operations/process";
import { type Simulation, startSimulation } from "../../src/rehearsal/simulation";
import { simulatedProviders } from "../../src/providers";
import { ROOT } from "./environments";

export { DEV, fixture, ROOT } from "./environments";

/** Writes a project that holds these environment files and uses this checkout's app. */
export function writeProject(environments: Readonly<Record<string, string>>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-project-"));
  const context = (JSON.parse(fs.readFileSync(path.join(ROOT, "cdktf.json"), "utf8")) as { context: object }).context;
  const app = `"${process.execPath}" "${path.join(ROOT, "bin", "app.js")}"`;
  fs.writeFileSync(
    path.join(folder, "cdktf.json"),
    JSON.stringify({ language: "typescript", app, context, sendCrashReports: "false" }),
  );
  for (const [name, text] of Object.entries(environments)) writeEnvironment(folder, name, text);
  return folder;
}

export function writeEnvironment(project: string, name: string, text: string): void {
  const folder = path.join(project, "infra", "environments", name);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "environment.yaml"), text);
}

export interface StackRun {
  readonly stack: string;
  readonly ok: boolean;
  /** What the plan wants to change. */
  readonly changes: readonly PlannedChange[];
  readonly problems: readonly string[];
}

/** One project, its world and its states, from synth to destroy. */
export class RehearsedProject {
  public static async open(environments: Readonly<Record<string, string>>): Promise<RehearsedProject> {
    const folder = writeProject(environments);
    fs.mkdirSync(path.join(folder, "state"));
    const { stacks } = await synth({ project: folder, env: rehearsalEnvironment(folder) });
    const existing = path.join(folder, EXISTING_FOLDER);
    const simulation = await startSimulation(path.join(folder, "world"), {
      providers: simulatedProviders,
      types: typesIn(stacks),
      versions: newerVersionsIn(stacks),
      hosts: reachHosts(stacks),
      existing,
    });
    return new RehearsedProject(folder, simulation, await findTerraform());
  }

  public readonly env: NodeJS.ProcessEnv;

  private constructor(
    public readonly folder: string,
    public readonly simulation: Simulation,
    private readonly binary: TerraformBinary,
  ) {
    this.env = rehearsalEnvironment(folder, simulation.env);
  }

  /** Replaces an environment file. */
  public write(name: string, text: string): void {
    writeEnvironment(this.folder, name, text);
  }

  public async synth(environment: string): Promise<readonly SynthesizedStack[]> {
    const { stacks } = await synth({ project: this.folder, environments: [environment], env: this.env });
    return stacks;
  }

  /** Synthesizes and applies every stack (or those named), in order; stops at the first that fails. */
  public async deploy(environment: string, only?: readonly string[]): Promise<readonly StackRun[]> {
    return this.forEachStack(environment, only, async (stack) => {
      const planned = await this.steps(stack, ["init", "plan"]);
      if (!planned.ok) return planned;
      const applied = await this.steps(stack, ["apply"]);
      return { ...planned, ok: applied.ok, problems: applied.problems };
    });
  }

  /** Synthesizes and plans every stack (or those named), without applying. */
  public async plan(environment: string, only?: readonly string[]): Promise<readonly StackRun[]> {
    return this.forEachStack(environment, only, (stack) => this.steps(stack, ["init", "plan"]));
  }

  public async destroy(environment: string): Promise<readonly StackRun[]> {
    return this.forEachStack(environment, undefined, (stack) => this.steps(stack, ["init", "destroy"]), true);
  }

  /** Any Terraform command in a stack's folder. */
  public async terraform(stack: SynthesizedStack, ...args: readonly string[]): Promise<RunResult> {
    return run(this.binary.command, args, { cwd: stack.folder, env: this.env });
  }

  public async close(): Promise<void> {
    await this.simulation.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private async forEachStack(
    environment: string,
    only: readonly string[] | undefined,
    work: (stack: SynthesizedStack) => Promise<StackRun>,
    backwards = false,
  ): Promise<readonly StackRun[]> {
    const stacks = (await this.synth(environment)).filter((stack) => !only || only.includes(stack.name));
    const runs: StackRun[] = [];
    const ordered = backwards ? (reversed(stacks) as readonly SynthesizedStack[]) : stacks;
    await inOrder(ordered, 2, async (stack) => {
      const result = await work(stack);
      runs.push(result);
      return result.ok;
    });
    return runs;
  }

  private async steps(
    stack: SynthesizedStack,
    steps: readonly Parameters<typeof terraformStep>[2][],
  ): Promise<StackRun> {
    const context = { binary: this.binary, env: this.env, listener: () => undefined };
    const results: StepResult[] = [];
    for (const step of steps) {
      const result = await terraformStep(context, stack, step);
      results.push(result);
      if (!result.ok) break;
    }
    return {
      stack: stack.name,
      ok: results.every((result) => result.ok),
      changes: results.flatMap((result) => result.changes),
      problems: results.flatMap((result) => result.problems.map((problem) => problem.message)),
    };
  }
}

/** Addresses by what is done to them, over all runs. */
export function byAction(runs: readonly StackRun[]): Readonly<Record<string, readonly string[]>> {
  const sorted: Record<string, string[]> = {};
  for (const { changes } of runs) for (const { action, address } of changes) (sorted[action] ??= []).push(address);
  return sorted;
}

/** Fails with what Terraform said if any run failed. */
export function expectAllOk(runs: readonly StackRun[]): void {
  expect(runs.flatMap((run) => run.problems.map((problem) => `${run.stack}: ${problem}`))).toEqual([]);
  expect(runs.every((run) => run.ok)).toBe(true);
}
