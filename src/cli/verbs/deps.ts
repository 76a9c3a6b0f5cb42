import type { Command } from "commander";
import { deps } from "../../operations/deps/deps";
import { EXIT } from "../exit-codes";
import { createOutput } from "../output";
import { depsMermaid, depsText } from "../render/deps";
import { addSelection, type SelectionFlags, selectionOf } from "../selection";
import type { SetStatus } from ".";

interface Flags extends SelectionFlags {
  readonly mermaid?: boolean;
}

export function registerDeps(program: Command, setStatus: SetStatus): void {
  const command = program
    .command("deps")
    .argument("[environment...]", "names, or patterns such as 'prod-*'; all if none is named")
    .description("show the order of the stacks and what they read of each other; name what cannot be");
  addSelection(command)
    .option("--mermaid", "print the graph as Mermaid, for a Markdown page")
    .option("--json", "print the result as JSON")
    .addHelpText("after", "\nExamples:\n  $ jangada deps dev\n  $ jangada deps dev --mermaid")
    .action(async (environments: string[], flags: Flags) => {
      const output = createOutput(flags.json ?? false);
      const result = await deps(selectionOf(environments, flags));
      if (output.json) output.document(result);
      else {
        output.result(flags.mermaid ? depsMermaid(result) : depsText(result));
        for (const problem of result.problems) output.problem(problem);
      }
      setStatus(result.ok ? EXIT.ok : EXIT.error);
    });
}
