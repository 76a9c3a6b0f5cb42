import type { Command } from "commander";
import { rehearse } from "../../operations/rehearse/rehearse";
import { EXIT } from "../exit-codes";
import { createOutput } from "../output";
import { renderProgress } from "../render/progress";
import { renderRehearsal } from "../render/rehearsal";
import { untilInterrupted } from "../interrupt";
import { addParallel, addTarget } from "../selection";
import type { SetStatus } from ".";
import { simulatedProviders } from "../../providers";

interface Options {
  readonly json?: boolean;
  readonly destroy?: boolean;
  readonly keep?: boolean;
  readonly parallel?: number;
  readonly target?: string;
}

export function registerRehearse(program: Command, setStatus: SetStatus): void {
  const command = program
    .command("rehearse")
    .argument("<environment>", "the environment to rehearse")
    .description("deploy an environment into a simulated cloud, with the real Terraform")
    .option("--destroy", "destroy everything afterwards, and prove that nothing is left")
    .option("--keep", "keep the working folder: synthesized stacks, states, world");
  addTarget(addParallel(command))
    .option("--json", "print the report as JSON")
    .addHelpText(
      "after",
      "\nExample:\n  $ jangada rehearse dev --destroy\n\nNeeds no account and no network; nothing real is touched.",
    )
    .action(async (environment: string, options: Options) => {
      const output = createOutput(options.json ?? false);
      const progress = renderProgress(output);
      const result = await untilInterrupted((signal) =>
        rehearse({
          simulated: simulatedProviders,
          environment,
          destroy: options.destroy ?? false,
          keep: options.keep ?? false,
          ...(options.target === undefined ? {} : { target: options.target }),
          ...(options.parallel === undefined ? {} : { parallel: options.parallel }),
          listener: progress.listener,
          signal,
        }),
      );
      progress.end();
      if (output.json) output.document(result);
      else renderRehearsal(output, result);
      setStatus(result.ok ? EXIT.ok : EXIT.error);
    });
}
