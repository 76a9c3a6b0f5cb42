/** `validate`: the environment files, the synthesis, and Terraform's own check of what was synthesized. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Problem } from "../errors";
import type { Facts } from "../model/resource-facts";
import { type SimulatedProviders, startSimulation } from "../rehearsal/simulation";
import { terraformEnvironment } from "./terraform-environment";
import type { Listener } from "./events";
import { inOrder } from "./dependency-order";
import { parallelOf } from "./parallel";
import { rehearsalEnvironment } from "./rehearse/environment-variables";
import { reachHosts } from "./stacks-with-hosts";
import { newerVersionsIn } from "./provider-versions";
import { synth, type SynthesizedStack, typesIn } from "./synth";
import { type SpreadThing, spreadThings } from "./spread/spread-things";
import { type StepResult, terraformStep, type TerraformContext } from "./terraform";
import { findTerraform } from "./terraform-binary";

export interface ValidateStacksOptions {
  /** What is known of resource types: how numbers are divided over resources. */
  readonly facts: Pick<Facts, "dividedNumbers">;
  /** The providers that can be simulated. */
  readonly simulated: SimulatedProviders;
  /** Names of environments. */
  readonly environments: readonly string[];
  /** The folder of `cdktf.json`. @default the working directory */
  readonly project?: string;
  /** The target, in place of the one that the files name. @default the files' */
  readonly target?: string;
  /** `real` needs the providers' packages, from the registry or a mirror; `simulated` needs nothing. */
  readonly providers: "real" | "simulated";
  /** How many stacks at once, from 1 to 64. @default 2 */
  readonly parallel?: number;
  /** Receives events while it runs: steps, progress, warnings, problems. @default none */
  readonly listener?: Listener;
  /** Stops it when it aborts: nothing new is begun, Terraform is interrupted once and ends in order. @default never */
  readonly signal?: AbortSignal;
}

export interface ValidateStacksResult {
  readonly providers: "real" | "simulated";
  /** Names of the stacks that are valid. */
  readonly valid: readonly string[];
  /** Names of the stacks that could not be looked at: their providers cannot be had, or it was stopped before. */
  readonly notJudged: readonly string[];
  /** What Terraform says of the stacks that are not valid. */
  readonly problems: readonly Problem[];
  /** What each zone gets of a pool's nodes, and had by the state, where that is a file. */
  readonly spread: readonly SpreadThing[];
}

/**
 * `terraform validate` over every stack, without touching any state. Nothing is written into the project.
 * @throws JangadaError what `synth` and `findTerraform` throw
 */
export async function validateStacks(options: ValidateStacksOptions): Promise<ValidateStacksResult> {
  const limit = parallelOf(options.parallel ?? 2);
  const binary = await findTerraform();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-validate-"));
  try {
    const { stacks } = await synth({
      environments: options.environments,
      outdir: path.join(folder, "cdktf.out"),
      ...(options.project ? { project: options.project } : {}),
      ...(options.target === undefined ? {} : { target: options.target }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    const simulated = options.providers === "simulated";
    const simulation = simulated
      ? await startSimulation(path.join(folder, "world"), {
          providers: options.simulated,
          types: typesIn(stacks),
          versions: newerVersionsIn(stacks),
          hosts: reachHosts(stacks),
        })
      : undefined;
    try {
      const { TF_REATTACH_PROVIDERS: _simulated, ...real } = terraformEnvironment();
      const context: TerraformContext = {
        binary,
        env: simulation ? rehearsalEnvironment(folder, simulation.env) : real,
        listener: options.listener ?? (() => undefined),
        ...(options.signal ? { signal: options.signal } : {}),
      };
      const spread = stacks.flatMap((stack) => spreadThings(stack, options.facts.dividedNumbers, process.env));
      return { ...(await validateAll(context, stacks, { ...options, parallel: limit })), spread };
    } finally {
      await simulation?.close();
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const INTERRUPTED: Problem = { code: "INTERRUPTED", message: "Stopped before everything was looked at." };

async function validateAll(
  context: TerraformContext,
  stacks: readonly SynthesizedStack[],
  options: ValidateStacksOptions,
): Promise<Omit<ValidateStacksResult, "spread">> {
  const problems = new Map<string, readonly Problem[]>();
  const notJudged = new Set(stacks.map(({ name }) => name));
  const independent = stacks.map((stack) => ({ ...stack, dependencies: [] }));
  // Real providers are downloaded, or linked from a cache that takes one writer: one stack at a time.
  const limit = options.providers === "real" ? 1 : (options.parallel ?? 2);
  await inOrder(independent, limit, async (stack) => {
    if (options.signal?.aborted) return false;
    // Without its backend: validity does not depend on who may read a state.
    const init = await terraformStep(context, stack, "init", {
      args: ["init", "-input=false", "-no-color", "-backend=false"],
    });
    const result: StepResult = init.ok ? await terraformStep(context, stack, "validate") : init;
    const found = init.ok ? result.problems : result.problems.map((problem) => explain(problem, options));
    if (init.ok && !options.signal?.aborted) notJudged.delete(stack.name);
    problems.set(stack.name, found);
    return result.ok;
  });
  return {
    providers: options.providers,
    valid: stacks.map(({ name }) => name).filter((name) => !notJudged.has(name) && problems.get(name)?.length === 0),
    notJudged: [...notJudged],
    problems: [
      ...together(stacks.flatMap(({ name }) => problems.get(name) ?? [])),
      ...(options.signal?.aborted ? [INTERRUPTED] : []),
    ],
  };
}

/** What is the same in several stacks is told once. */
function together(problems: readonly Problem[]): readonly Problem[] {
  const alike = new Map<string, Problem[]>();
  for (const problem of problems) {
    const key = `${problem.code} ${problem.message}`;
    alike.set(key, [...(alike.get(key) ?? []), problem]);
  }
  return [...alike.values()].map((same): Problem => {
    const address = same.map(({ place }) => place?.address ?? "").join(", ");
    return { ...(same[0] as Problem), place: { address } };
  });
}

/** What cannot be had is not invalid: the message says where providers come from. */
function explain(problem: Problem, { providers }: ValidateStacksOptions): Problem {
  if (providers === "simulated") return problem;
  return {
    ...problem,
    code: "PROVIDERS_UNAVAILABLE",
    message: `The real providers cannot be had.\n${problem.message}`,
    remedy:
      "Let Terraform reach registry.terraform.io, or keep them in a mirror: 'terraform providers mirror <folder>' where there is a network, " +
      'and provider_installation { filesystem_mirror { path = "<folder>" } } in the file that TF_CLI_CONFIG_FILE names. ' +
      "Without either: --providers simulated.",
  };
}
