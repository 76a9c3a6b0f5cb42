import * as fs from "node:fs";
import * as path from "node:path";
import type { Command } from "commander";
import { synth, type SynthOptions, type SynthResult } from "../../operations/synth";
import type { Problem } from "../../errors";
import { createOutput } from "../output";
import { ENVIRONMENTS } from "../project";
import { addTarget } from "../selection";
import type { SetStatus } from ".";
import { EXIT } from "../exit-codes";

export function registerSynth(program: Command, setStatus: SetStatus): void {
  const command = program
    .command("synth")
    .argument("[environment...]", "names, or patterns such as 'prod-*'; all if none is named")
    .description("write an environment's stacks as Terraform JSON");
  addTarget(command)
    .option("--json", "print the result as JSON")
    .option("--outdir <folder>", "where to write (default: cdktf.out)")
    .addHelpText("after", "\nExamples:\n  $ jangada synth dev\n  $ jangada synth 'prod-*' --outdir /tmp/prod")
    .action(async (patterns: string[], options: { json?: boolean; outdir?: string; target?: string }) => {
      const output = createOutput(options.json ?? false);
      const result = await synthesize(patterns, {
        ...(options.outdir ? { outdir: options.outdir } : {}),
        ...(options.target === undefined ? {} : { target: options.target }),
      });
      // Without names all are asked for; with them the app itself fails.
      const problems = patterns.length === 0 ? leftOut(result, options.target) : [];
      for (const message of result.messages) output.progress(message);
      if (output.json) output.document({ schemaVersion: 1, ok: problems.length === 0, ...result, problems });
      else {
        for (const stack of result.stacks) output.result(`${stack.name}  ${stack.folder}`);
        if (problems.length > 0) {
          const names = new Set(problems.flatMap(({ place }) => place?.file ?? []));
          output.progress(`Not synthesized, and told above: ${[...names].join(", ")}`);
        }
      }
      setStatus(problems.length === 0 ? EXIT.ok : EXIT.error);
    });
}

async function synthesize(patterns: readonly string[], options: SynthOptions): Promise<SynthResult> {
  // Without names the app decides: what is broken is reported, and the rest is written.
  if (patterns.length === 0) return synth(options);
  if (!patterns.every(isEnvironment)) return synth({ ...options, environments: chosen(patterns, options.target) });
  try {
    return await synth({ ...options, environments: patterns });
  } catch (error) {
    // If it is the files, they are told by their lines.
    chosen(patterns, options.target);
    throw error;
  }
}

/** What is wrong with the environments that the app has left out. */
function leftOut(result: SynthResult, target: string | undefined): readonly Problem[] {
  const { environmentsWithout } =
    require("../../operations/selection/environments") as typeof import("../../operations/selection/environments");
  return environmentsWithout(result.stacks, target === undefined ? {} : { target });
}

/** Whether it is an environment's very name. Then only the app has to read the files, which takes a fifth of a synth. */
function isEnvironment(name: string): boolean {
  return fs.existsSync(path.join(ENVIRONMENTS, name, "environment.yaml"));
}

/** @throws JangadaError if a pattern fits no environment, or one that is broken */
function chosen(patterns: readonly string[], target: string | undefined): readonly string[] {
  const { chooseEnvironments } =
    require("../../operations/selection/environments") as typeof import("../../operations/selection/environments");
  return chooseEnvironments({ patterns, ...(target === undefined ? {} : { target }) }).map(({ facts }) => facts.name);
}
