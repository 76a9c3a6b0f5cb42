/** Plans of a change without credentials: the base is rehearsed, then the change planned on top of its state. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { loadEnvironments } from "../../environment/load";
import { JangadaError } from "../../errors";
import type { Facts } from "../../model/resource-facts";
import type { SimulatedProviders } from "../../rehearsal/simulation";
import type { Listener } from "../events";
import { parallelOf } from "../parallel";
import { checkOut, type Checkout } from "../revision/checkout";
import { findRevisions } from "../revision/commits";
import { ENVIRONMENTS } from "../selection/environments";
import { matchesGlob } from "../selection/glob";
import type { SynthesizedStack } from "../synth";
import { findTerraform } from "../terraform-binary";
import { compareSides, type Comparison } from "./comparison";
import { configuredStacks } from "./configured-stacks";
import { planBase, planHead } from "./plan-sides";
import type { PlannedChange } from "./planned-stacks";
import { INTERRUPTED, RehearsalSide } from "./rehearsal-side";
import { byEnvironment, type StacksByEnvironment } from "./synthesized-sides";

export interface RehearsedOptions {
  /** What is known of resource types. */
  readonly facts: Facts;
  /** The providers that can be simulated. */
  readonly simulated: SimulatedProviders;
  /** Revision to compare with: the review begins at its common ancestor with the head. */
  readonly base: string;
  /** The folder of `cdktf.json`. @default the working directory */
  readonly project?: string;
  /** Only these environments: names, or patterns such as `prod-*`. @default all */
  readonly environments?: readonly string[];
  /** How many stacks at once. @default the number of processors, from 2 to 4 */
  readonly parallel?: number;
  /** Receives events while it runs: steps, progress, warnings, problems. @default none */
  readonly listener?: Listener;
  /** Stops it when it aborts: nothing new is begun, Terraform is interrupted once and ends in order. @default never */
  readonly signal?: AbortSignal;
}

/** @throws JangadaError if there is no such revision, no usable Terraform, or one of the sides cannot be synthesized */
export async function planRehearsed(options: RehearsedOptions): Promise<PlannedChange> {
  const limit = parallelOf(options.parallel);
  const project = fs.realpathSync(path.resolve(options.project ?? "."));
  const revisions = await findRevisions(project, options.base);
  const binary = await findTerraform();
  const listener = options.listener ?? (() => undefined);
  const { facts, signal } = options;
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "jangada-review-"));
  const side = (name: string, root: string): RehearsalSide =>
    new RehearsalSide({
      simulated: options.simulated,
      folder: path.join(folder, name),
      project: root,
      binary,
      listener,
      ...(signal ? { signal } : {}),
    });
  let checkout: Checkout | undefined;
  let sides: readonly RehearsalSide[] = [];
  try {
    listener({ type: "synth-started" });
    const started = performance.now();
    const head = side("head", project);
    checkout = await checkOut({
      project,
      toplevel: revisions.toplevel,
      commit: revisions.base,
      folder: path.join(folder, "worktree"),
      listener,
      ...(signal ? { signal } : {}),
    });
    const base = side("base", checkout.project);
    sides = [base, head];
    const { project: baseProject } = checkout;
    const [before, after] = await Promise.all([
      stacksOfBase(base, checkout, options),
      stacksOfHead(head, project, options),
    ]);
    // After the others: four apps at a time would be slower on a small machine, and hold twice the memory.
    const [configuredBefore, configuredAfter] = await Promise.all([
      configuredStacks(baseProject, () => base.synthConfigured()),
      configuredStacks(project, () => head.synthConfigured()),
    ]);
    const all = [...before.values(), ...after.values()].flat();
    const seconds = (performance.now() - started) / 1000;
    listener({ type: "synth-finished", stacks: [...new Set(all.map(({ name }) => name))], seconds });
    const comparison = compareSides({
      facts,
      before,
      after,
      project,
      baseProject,
      base: options.base,
      configured: { before: configuredBefore, after: configuredAfter },
      ...only(options),
    });
    const rehearsed = await planBase(base, comparison, { facts, stacks: all, limit });
    const environments = await planHead(base, head, comparison, rehearsed, {
      facts,
      project,
      stacks: all,
      limit,
      listener,
    });
    if (signal?.aborted) throw new JangadaError(INTERRUPTED);
    return {
      kind: "rehearsed",
      base: { revision: options.base, commit: revisions.base },
      head: { commit: revisions.head, dirty: revisions.dirty },
      folder: path.relative(revisions.toplevel, project).split(path.sep).join("/"),
      terraform: { product: binary.product, version: binary.version },
      environments,
      unchanged: comparison.unchanged,
      problems: [],
      notes: notes(comparison, checkout, revisions.exact ? undefined : options.base),
    };
  } catch (error) {
    // What was stopped fails in many ways; only that it was stopped is worth telling.
    throw signal?.aborted ? new JangadaError(INTERRUPTED, { cause: error }) : error;
  } finally {
    for (const one of sides) await one.stop();
    await checkout?.remove();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function notes(comparison: Comparison, checkout: Checkout, moved: string | undefined): readonly string[] {
  return [
    ...(moved ? [`\`${moved}\` has gone on since this change began; it is compared with where it began.`] : []),
    ...(checkout.dependencies === "installed"
      ? ["The base revision has other dependencies than this one; it was synthesized with its own."]
      : []),
    ...comparison.notes,
  ];
}

async function stacksOf(side: RehearsalSide, options: RehearsedOptions): Promise<StacksByEnvironment> {
  // All, even if only some are asked for: an environment that the base lacks must not end the run.
  const { stacks } = await side.synth();
  return chosen(byEnvironment(stacks), options);
}

/** Where every file is broken the app has nothing to synthesize: the review tells what is wrong with each. */
async function stacksOfHead(
  side: RehearsalSide,
  project: string,
  options: RehearsedOptions,
): Promise<StacksByEnvironment> {
  try {
    return await stacksOf(side, options);
  } catch (error) {
    const { broken } = loadEnvironments(path.join(project, ENVIRONMENTS), { root: project, simulated: true });
    if (JangadaError.is(error) && error.code === "SYNTH_FAILED" && broken.length > 0) return new Map();
    throw error;
  }
}

/** A base without the project, or without an environment, is one in which everything is new. */
async function stacksOfBase(
  side: RehearsalSide,
  checkout: Checkout,
  options: RehearsedOptions,
): Promise<StacksByEnvironment> {
  if (!fs.existsSync(path.join(checkout.project, "cdktf.json"))) return new Map();
  try {
    return await stacksOf(side, options);
  } catch (error) {
    if (JangadaError.is(error) && error.message.includes("[NO_ENVIRONMENTS]")) return new Map();
    if (!JangadaError.is(error)) throw error;
    throw new JangadaError(
      {
        code: "BASE_NOT_SYNTHESIZED",
        message: `The base revision cannot be synthesized: ${error.message}`,
        remedy: "Compare with a revision that can: --base <revision>.",
      },
      { cause: error },
    );
  }
}

function chosen(stacks: StacksByEnvironment, options: RehearsedOptions): StacksByEnvironment {
  const { environments } = options;
  if (!environments || environments.length === 0) return stacks;
  return new Map<string, readonly SynthesizedStack[]>(
    [...stacks].filter(([name]) => environments.some((pattern) => matchesGlob(pattern, name))),
  );
}

function only(options: RehearsedOptions): { readonly only?: readonly string[] } {
  return options.environments && options.environments.length > 0 ? { only: options.environments } : {};
}
