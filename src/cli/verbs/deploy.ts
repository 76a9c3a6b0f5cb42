import type { Command } from "commander";
import { deploy } from "../../operations/deploy/deploy";
import { trackInFlight } from "../../operations/deploy/in-flight";
import type { Question } from "../../operations/deploy/results";
import { JangadaError } from "../../errors";
import { askYesNo, refuseUnasked } from "../confirm";
import { untilInterrupted } from "../interrupt";
import { knownFacts } from "../known-facts";
import { createOutput, type Output } from "../output";
import { renderProgress } from "../render/progress";
import { renderChanges, renderDifferences, renderOutcomes, renderProblems, runDocument } from "../render/run";
import { addRestore, type RestoreFlags, restoringStates } from "../restoring-states";
import { addParallel, addSelection, type SelectionFlags, selectionOf, statesOf } from "../selection";
import { resultStatus } from "../result-status";
import type { SetStatus } from ".";

interface Flags extends SelectionFlags, RestoreFlags {
  readonly yes?: boolean;
  readonly allowLocalState?: boolean;
  readonly replan?: boolean;
}

export function registerDeploy(program: Command, setStatus: SetStatus): void {
  const command = program
    .command("deploy")
    .argument("[environment...]", "names, or patterns such as 'prod-*'")
    .description("apply the saved plan, or make one, show it and ask");
  addRestore(addParallel(addSelection(command)))
    .option("--yes", "do not ask")
    .option("--replan", "throw saved plans away and make new ones")
    .option("--allow-local-state", "where CI is set, go on though the state is a file on this machine")
    .option("--json", "print the result as JSON, and progress as JSON lines on standard error")
    .addHelpText(
      "after",
      "\nExamples:\n  $ jangada deploy dev\n  $ jangada plan prod && jangada deploy prod      # exactly what was shown\n  $ jangada deploy --changed=HEAD~1 --yes         # in CI, after a merge",
    )
    .action(async (environments: string[], flags: Flags) => {
      const output = createOutput(flags.json ?? false);
      if (environments.length === 0 && flags.changed === undefined) throw noEnvironment();
      if (!flags.yes) refuseUnasked("deploy", "Add --yes, after looking at the plan: jangada plan.");
      const progress = renderProgress(output, { resources: true });
      const { listener, current } = trackInFlight(progress.listener);
      const result = await untilInterrupted(
        (signal, kill) =>
          restoringStates(output, { ...statesOf(environments, flags), signal }, flags, () =>
            deploy({
              facts: knownFacts(),
              ...selectionOf(environments, flags),
              ...(flags.parallel === undefined ? {} : { parallel: flags.parallel }),
              replan: flags.replan ?? false,
              allowLocalState: flags.allowLocalState ?? false,
              unattended: flags.yes ?? false,
              listener,
              signal,
              kill,
              confirm: (question) => {
                progress.end();
                if (!output.json) renderQuestion(output, question);
                return flags.yes ? Promise.resolve(true) : askYesNo("Apply this?", signal);
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

function renderQuestion(output: Output, { kind, changes, waiting, moved }: Question): void {
  if (kind === "turn") output.progress("What had to wait can be planned now:");
  if (kind === "moved") output.progress(`${moved.join(", ")} changed what this reads, so it was planned again:`);
  renderChanges(output, changes);
  renderDifferences(output, changes);
  for (const { name, for: upstream } of waiting) {
    output.progress(`${name}  waiting for ${upstream.join(", ")}; planned when its turn comes`);
  }
}

function noEnvironment(): JangadaError {
  return new JangadaError({
    code: "NO_ENVIRONMENT_NAMED",
    message: "No environment is named.",
    remedy: "Name one (jangada deploy dev), several, or a pattern ('dev-*'); '*' is all of them.",
  });
}
