/** Runs a rehearsal from the environment file to the report. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Problem } from "../../errors";
import { EXISTING_FOLDER } from "../../model/existing";
import { EXISTING } from "../../rehearsal/world/existing-mark";
import type { Simulation } from "../../rehearsal/simulation";
import type { WorldObject } from "../../rehearsal/world/world";
import { inOrder, reversed, type Outcome } from "../dependency-order";
import { parallelOf } from "../parallel";
import { formOfFile } from "../states/state-guard";
import { reachHosts } from "../stacks-with-hosts";
import { newerProvidersIn, newerVersionsIn } from "../provider-versions";
import { synth, type SynthesizedStack, type SynthResult, typesIn } from "../synth";
import { terraformStep, type StepResult, type TerraformContext } from "../terraform";
import { findTerraform } from "../terraform-binary";
import { rehearsalEnvironment } from "./environment-variables";
import { outcomeOf, stackTasks } from "./stack-tasks";
import type { LeftOver, RehearsedStack, RehearseOptions, RehearseResult } from "./options";

/**
 * Deploys the environment into a simulated world: for every stack init, validate, plan, apply, and a second plan that must be
 * empty. What Terraform refuses is in the result.
 * @throws JangadaError if there is no usable Terraform, or the app cannot be synthesized
 */
export async function rehearse(options: RehearseOptions): Promise<RehearseResult> {
  const started = performance.now();
  const limit = parallelOf(options.parallel);
  const listener = options.listener ?? (() => undefined);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-rehearsal-"));
  fs.mkdirSync(path.join(folder, "state"));
  let ok = false;
  let simulation: Simulation | undefined;
  try {
    const { binary, synthesized, startSimulation } = await prepare(options, folder);
    const synthSeconds = (performance.now() - started) / 1000;
    listener({ type: "synth-finished", stacks: synthesized.stacks.map((stack) => stack.name), seconds: synthSeconds });

    simulation = await startSimulation(path.join(folder, "world"), {
      providers: options.simulated,
      types: typesIn(synthesized.stacks),
      versions: newerVersionsIn(synthesized.stacks),
      hosts: reachHosts(synthesized.stacks),
      existing: path.join(folder, EXISTING_FOLDER),
      passing: true,
    });
    const env = rehearsalEnvironment(folder, simulation.env);
    const context: TerraformContext = { binary, env, listener, ...(options.signal ? { signal: options.signal } : {}) };
    const steps = new Map<string, StepResult[]>(synthesized.stacks.map((stack) => [stack.name, []]));
    const ended = await inOrder(stackTasks(synthesized.stacks), limit, (task) =>
      runSteps(context, task.stack, task.steps, steps),
    );
    const outcomes = new Map(synthesized.stacks.map((stack) => [stack.name, outcomeOf(stack, ended)]));
    const resources = new Map(
      synthesized.stacks.map(({ name }) => [name, resourcesIn(path.join(folder, "state", `${name}.tfstate`))]),
    );
    const created = countByType(simulation);
    const deployed = synthesized.stacks.every(({ name }) => outcomes.get(name) === "done");
    const left =
      options.destroy && deployed ? await destroyAll(options, context, folder, simulation, steps) : undefined;
    const stacks = synthesized.stacks.map((stack) => report(stack, outcomes, steps, resources));
    const problems: Problem[] = [...steps.values()].flat().flatMap((step) => step.problems);
    problems.push(...leftProblems(left));
    ok = problems.length === 0 && deployed;
    const keepsFolder = options.keep || !ok;
    const newerProviders = newerProvidersIn(synthesized.stacks);
    return {
      schemaVersion: 1,
      environment: options.environment,
      ok,
      terraform: { product: binary.product, version: binary.version },
      stacks,
      created,
      ...(left ? { left } : options.destroy ? { notDestroyed: true } : {}),
      problems,
      ...(newerProviders.length > 0 ? { newerProviders } : {}),
      messages: synthesized.messages,
      seconds: { synth: synthSeconds, total: (performance.now() - started) / 1000 },
      ...(keepsFolder ? { folder } : {}),
    };
  } finally {
    await simulation?.close();
    if (ok && !options.keep) fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The app and Terraform are processes of their own: the simulated clouds are loaded while they run. */
async function prepare(options: RehearseOptions, folder: string) {
  const running = [findTerraform(), synthesize(options, folder, rehearsalEnvironment(folder))] as const;
  // Both are waited for before either's failure is told: neither may go on in a folder that is taken away.
  const settled = Promise.allSettled(running);
  const clouds = require("../../rehearsal/simulation") as typeof import("../../rehearsal/simulation");
  clouds.prepareSimulation(options.simulated);
  const [terraform] = await settled;
  // Without Terraform there is nothing in it to look at.
  if (terraform.status === "rejected") fs.rmSync(folder, { recursive: true, force: true });
  const [binary, synthesized] = await Promise.all(running);
  return { binary, synthesized, startSimulation: clouds.startSimulation };
}

function synthesize(options: RehearseOptions, folder: string, env: NodeJS.ProcessEnv): Promise<SynthResult> {
  options.listener?.({ type: "synth-started" });
  return synth({
    ...(options.project ? { project: options.project } : {}),
    ...(options.target === undefined ? {} : { target: options.target }),
    environments: [options.environment],
    outdir: path.join(folder, "cdktf.out"),
    env,
    ...(options.signal ? { signal: options.signal } : {}),
  });
}

async function runSteps(
  context: TerraformContext,
  stack: SynthesizedStack,
  wanted: readonly Parameters<typeof terraformStep>[2][],
  steps: Map<string, StepResult[]>,
): Promise<boolean> {
  for (const step of wanted) {
    if (context.signal?.aborted) return false;
    const result = await terraformStep(context, stack, step);
    steps.get(stack.name)?.push(result);
    if (!result.ok) return false;
  }
  return true;
}

/**
 * Takes everything down, last stack first. A protected environment is first deployed without its protection, as its owner
 * would have to.
 */
async function destroyAll(
  options: RehearseOptions,
  context: TerraformContext,
  folder: string,
  simulation: Simulation,
  steps: Map<string, StepResult[]>,
): Promise<readonly LeftOver[]> {
  const env = { ...context.env, JANGADA_REHEARSE_UNPROTECTED: "1" };
  const before = contentOf(path.join(folder, "cdktf.out"));
  const unprotected = await synthesize(options, folder, env);
  const limit = parallelOf(options.parallel);
  if (contentOf(unprotected.outdir) !== before) {
    await inOrder(unprotected.stacks, limit, (stack) => runSteps({ ...context, env }, stack, ["plan", "apply"], steps));
  }
  await inOrder(reversed(unprotected.stacks), limit, (stack) =>
    runSteps({ ...context, env }, stack as SynthesizedStack, ["destroy"], steps),
  );
  return deployedIn(simulation).map(({ type, id, attributes }) => ({
    type,
    id,
    retained: attributes["retained"] === true,
  }));
}

/** The stacks that a synth wrote, as one text. */
function contentOf(outdir: string): string {
  const folder = path.join(outdir, "stacks");
  const files = fs
    .readdirSync(folder)
    .sort()
    .map((name) => path.join(folder, name, "cdk.tf.json"));
  return files.map((file) => fs.readFileSync(file, "utf8")).join("\n");
}

function leftProblems(left: readonly LeftOver[] | undefined): readonly Problem[] {
  return (left ?? [])
    .filter((object) => !object.retained)
    .map((object) => ({
      code: "LEFT_BEHIND",
      message: `After everything was destroyed, ${object.type} '${object.id}' is still there.`,
      remedy: "Something made it that no state knows. Find what, or whether destroy runs in the wrong order.",
    }));
}

function report(
  stack: SynthesizedStack,
  outcomes: ReadonlyMap<string, Outcome>,
  steps: ReadonlyMap<string, readonly StepResult[]>,
  resources: ReadonlyMap<string, number>,
): RehearsedStack {
  const own = [...(steps.get(stack.name) ?? [])];
  const planned = own.find((step) => step.step === "plan")?.counts;
  return {
    name: stack.name,
    outcome: outcomes.get(stack.name) ?? "skipped",
    dependencies: stack.dependencies,
    resources: resources.get(stack.name) ?? 0,
    ...(planned ? { planned } : {}),
    steps: own,
  };
}

function resourcesIn(stateFile: string): number {
  const form = formOfFile(stateFile);
  // What is the matter with one that is damaged, as on a full disk, Terraform has said.
  return form.kind === "sound" ? form.resources : 0;
}

function countByType(simulation: Simulation): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { type } of deployedIn(simulation)) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** Everything in the world but what the environment names as existing. */
function deployedIn({ world }: Simulation): readonly WorldObject[] {
  return world.list().filter(({ attributes }) => attributes[EXISTING] !== true);
}
