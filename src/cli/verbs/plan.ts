import type { Command } from "commander";
import { plan } from "../../operations/deploy/plan";
import { EXIT } from "../exit-codes";
import { untilInterrupted } from "../interrupt";
import { knownFacts } from "../known-facts";
import { createOutput } from "../output";
import { renderProgress } from "../render/progress";
import { renderPlanned, renderProblems, runDocument } from "../render/run";
import { addRestore, type RestoreFlags, restoringStates } from "../restoring-states";
import { addParallel, addSelection, type SelectionFlags, selectionOf, statesOf } from "../selection";
import { resultStatus } from "../result-status";
import type { SetStatus } from ".";

interface Flags extends SelectionFlags, RestoreFlags {
  readonly detailedExitcode?: boolean;
}

export function registerPlan(program: Command, setStatus: SetStatus): void {
  const command = program
    .command("plan")
    .argument("[environment...]", "names, or patterns such as 'prod-*'; all if none is named")
    .description("show what a deployment would change, and save the plan that `deploy` applies");
  addRestore(addParallel(addSelection(command)))
    .option("--detailed-exitcode", "exit with 2 if there is anything to change")
    .option("--json", "print the result as JSON, and progress as JSON lines on standard error")
    .addHelpText(
      "after",
      "\nExamples:\n  $ jangada plan dev\n  $ jangada plan 'prod-*' --stack data\n  $ jangada plan --changed=main --detailed-exitcode",
    )
    .action(async (environments: string[], flags: Flags) => {
      const output = createOutput(flags.json ?? false);
      const progress = renderProgress(output);
      const result = await untilInterrupted((signal, kill) =>
        restoringStates(output, { ...statesOf(environments, flags), signal }, flags, () =>
          plan({
            facts: knownFacts(),
            ...selectionOf(environments, flags),
            ...(flags.parallel === undefined ? {} : { parallel: flags.parallel }),
            listener: progress.listener,
            signal,
            kill,
          }).finally(() => progress.end()),
        ),
      ).finally(() => progress.end());
      if (output.json) output.document(runDocument(result));
      else {
        renderPlanned(output, result);
        renderProblems(output, result);
      }
      const changes = result.stacks.some(({ outcome }) => outcome === "planned" || outcome === "waiting");
      if (result.ok && changes && flags.detailedExitcode) setStatus(EXIT.changes);
      else setStatus(resultStatus(result));
    });
}
