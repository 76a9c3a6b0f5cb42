import type { Command } from "commander";
import { destroy } from "../../operations/deploy/destroy";
import { trackInFlight } from "../../operations/deploy/in-flight";
import { ask, refuseUnasked } from "../confirm";
import { untilInterrupted } from "../interrupt";
import { createOutput } from "../output";
import { renderProgress } from "../render/progress";
import { renderChanges, renderDifferences, renderOutcomes, renderProblems, runDocument } from "../render/run";
import { addRestore, type RestoreFlags, restoringStates } from "../restoring-states";
import { addParallel, collect, type SelectionFlags, statesOf } from "../selection";
import { resultStatus } from "../result-status";
import type { SetStatus } from ".";

interface Flags extends Omit<SelectionFlags, "changed">, RestoreFlags {
  readonly allowLocalState?: boolean;
  readonly yesDestroy?: readonly string[];
  readonly replan?: boolean;
}

export function registerDestroy(program: Command, setStatus: SetStatus): void {
  const command = program
    .command("destroy")
    .argument("<environment...>", "names, or patterns such as 'pr-*'")
    .description("take environments down, last stack first, after showing what goes; protected ones are refused")
    .option("--stack <name>", "only this stack: dev-data, data or 'd*'; repeatable", collect);
  addRestore(addParallel(command))
    .option("--yes-destroy <name>", "do not ask for this environment's name; repeatable", collect)
    .option("--allow-local-state", "where CI is set, go on though the state is a file on this machine")
    .option("--replan", "plan anew, whatever an earlier run that broke off was to destroy")
    .option("--json", "print the result as JSON, and progress as JSON lines on standard error")
    .addHelpText(
      "after",
      "\nExamples:\n  $ jangada destroy dev\n  $ jangada destroy pr-17 --yes-destroy pr-17     # where there is nobody to ask",
    )
    .action(async (environments: string[], flags: Flags) => {
      const output = createOutput(flags.json ?? false);
      const given = flags.yesDestroy ?? [];
      if (given.length === 0)
        refuseUnasked("destroy", "Name what is to be destroyed a second time: --yes-destroy <name>.");
      const progress = renderProgress(output, { resources: true });
      const { listener, current } = trackInFlight(progress.listener);
      const result = await untilInterrupted(
        (signal, kill) =>
          restoringStates(output, { ...statesOf(environments, flags), signal }, flags, () =>
            destroy({
              environments,
              ...(flags.stack ? { stacks: flags.stack } : {}),
              ...(flags.parallel === undefined ? {} : { parallel: flags.parallel }),
              replan: flags.replan ?? false,
              allowLocalState: flags.allowLocalState ?? false,
              unattended: given.length > 0,
              listener,
              signal,
              kill,
              confirm: async ({ environments: names, changes }) => {
                progress.end();
                if (!output.json) {
                  renderChanges(output, changes);
                  renderDifferences(output, changes);
                }
                for (const name of names) {
                  if (given.includes(name)) continue;
                  refuseUnasked(`destroy ${name}`, `Name it a second time: --yes-destroy ${name}.`);
                  const typed = await ask(`Type the environment's name to destroy it (${name}): `, signal);
                  if (typed !== name) return false;
                }
                return true;
              },
            }).finally(() => progress.end()),
          ),
        { inFlight: current },
      ).finally(() => progress.end());
      if (output.json) output.document(runDocument(result));
      else {
        renderOutcomes(output, result);
        renderProblems(output, result);
      }
      setStatus(resultStatus(result));
    });
}
