import type { Command } from "commander";
import { readOutputs } from "../../operations/outputs";
import { EXIT } from "../exit-codes";
import { createOutput } from "../output";
import { collect } from "../selection";
import type { SetStatus } from ".";

interface Flags {
  readonly stack?: readonly string[];
  readonly json?: boolean;
}

export function registerOutput(program: Command, setStatus: SetStatus): void {
  program
    .command("output")
    .argument("<environment...>", "names, or patterns such as 'prod-*'")
    .description("print what stacks publish; sensitive values are masked")
    .option("--stack <name>", "only this stack: dev-data, data or 'd*'; repeatable", collect)
    .option("--json", "print it as JSON")
    .addHelpText("after", "\nExamples:\n  $ jangada output dev --json\n  $ jangada output dev --stack data")
    .action(async (environments: string[], flags: Flags) => {
      const output = createOutput(flags.json ?? false);
      const outputs = await readOutputs({ environments, ...(flags.stack ? { stacks: flags.stack } : {}) });
      if (output.json) output.document({ schemaVersion: 1, environments, outputs });
      else {
        for (const [stack, values] of Object.entries(outputs)) {
          output.result(stack);
          for (const [name, value] of Object.entries(values)) output.result(`  ${name} = ${JSON.stringify(value)}`);
        }
      }
      setStatus(EXIT.ok);
    });
}
