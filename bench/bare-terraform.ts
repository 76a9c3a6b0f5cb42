/** Terraform alone: the commands of a rehearsal over stacks that are synthesized already, in clouds that are served already. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { findTerraform } from "../src/operations/terraform-binary";
import { inOrder } from "../src/operations/dependency-order";
import { rehearsalEnvironment } from "../src/operations/rehearse/environment-variables";
import { synth, type SynthesizedStack, typesIn } from "../src/operations/synth";
import { startSimulation } from "../src/rehearsal/simulation";
import type { Sample } from "./measure";
import { ROOT, time } from "./program";
import { simulatedProviders } from "../src/providers";

/** What a rehearsal runs over each stack, as it runs it (src/operations/terraform.ts). */
const COMMANDS: readonly (readonly string[])[] = [
  ["init", "-input=false", "-no-color", "-backend=true"],
  ["validate", "-json"],
  ["plan", "-json", "-input=false", "-out=plan"],
  ["apply", "-json", "-input=false", "plan"],
  ["plan", "-json", "-input=false", "-detailed-exitcode"],
];

/** As many stacks at once as a rehearsal works on. */
export const PARALLEL = Math.min(Math.max(os.availableParallelism(), 2), 4);

export interface World {
  readonly stacks: readonly SynthesizedStack[];
  readonly env: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

/** Synthesizes environments of a project, and serves simulated clouds for them. */
export async function openWorld(
  folder: string,
  project: string = ROOT,
  environments?: readonly string[],
): Promise<World> {
  fs.mkdirSync(path.join(folder, "state"), { recursive: true });
  const outdir = path.join(folder, "cdktf.out");
  const env = rehearsalEnvironment(folder);
  const { stacks } = await synth({ project, outdir, env, ...(environments ? { environments } : {}) });
  const simulation = await startSimulation(path.join(folder, "world"), {
    providers: simulatedProviders,
    types: typesIn(stacks),
    passing: true,
  });
  return { stacks, env: rehearsalEnvironment(folder, simulation.env), close: () => simulation.close() };
}

export async function terraform(world: World, stack: SynthesizedStack, args: readonly string[]): Promise<void> {
  const { command } = await findTerraform();
  await time(command, args, { cwd: stack.folder, env: world.env });
}

/** Everything that a rehearsal does with Terraform, in its order and as many at once. */
export async function bareRehearsal(world: World): Promise<Sample> {
  const { command } = await findTerraform();
  const started = performance.now();
  const outcomes = await inOrder(world.stacks, PARALLEL, async (stack) => {
    for (const args of COMMANDS) await time(command, args, { cwd: stack.folder, env: world.env });
    return true;
  });
  const seconds = (performance.now() - started) / 1000;
  if (outcomes.size !== world.stacks.length) throw new Error("Not every stack was reached.");
  return { seconds };
}
