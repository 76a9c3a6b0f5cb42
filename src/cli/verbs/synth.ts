import type { Command } from "commander";
import { synthEnvironments } from "../../operations/synth-environments";
import { createOutput } from "../output";
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
      const result = await synthEnvironments({
        environments: patterns,
        ...(options.outdir ? { outdir: options.outdir } : {}),
        ...(options.target === undefined ? {} : { target: options.target }),
      });
      const { ok, problems } = result;
      for (const message of result.messages) output.progress(message);
      if (output.json) output.document(result);
      else {
        for (const stack of result.stacks) output.result(`${stack.name}  ${stack.folder}`);
        if (problems.length > 0) {
          const names = new Set(problems.flatMap(({ place }) => place?.file ?? []));
          output.progress(`Not synthesized, and told above: ${[...names].join(", ")}`);
        }
      }
      setStatus(ok ? EXIT.ok : EXIT.error);
    });
}
