import type { Command } from "commander";
import pc from "picocolors";
import { bootstrap, type BootstrapResult } from "../../operations/bootstrap/bootstrap";
import { trackInFlight } from "../../operations/deploy/in-flight";
import { askYesNo, refuseUnasked } from "../confirm";
import { EXIT, statusOf } from "../exit-codes";
import { untilInterrupted } from "../interrupt";
import { createOutput, type Output } from "../output";
import { countsText, planLines } from "../render/plan";
import { renderProgress } from "../render/progress";
import type { SetStatus } from ".";

interface Flags {
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function registerBootstrap(program: Command, setStatus: SetStatus): void {
  program
    .command("bootstrap")
    .argument("<environment>", "an environment whose file names the bucket")
    .description("make the bucket that states are kept in; once for each bucket, and again whenever you like")
    .option("--yes", "do not ask")
    .option("--json", "print the result as JSON, and progress as JSON lines on standard error")
    .addHelpText("after", "\nExample:\n  $ jangada bootstrap prod")
    .action(async (environment: string, flags: Flags) => {
      const output = createOutput(flags.json ?? false);
      if (!flags.yes) refuseUnasked("bootstrap", "Add --yes.");
      const progress = renderProgress(output, { resources: true });
      const { listener, current } = trackInFlight(progress.listener);
      const result = await untilInterrupted(
        (signal, kill) =>
          bootstrap({
            environment,
            listener,
            signal,
            kill,
            confirm: ({ counts, model }) => {
              progress.end();
              if (!output.json) {
                output.progress(`${pc.bold(model.stack)}  ${countsText(counts)}`);
                for (const line of planLines(model)) output.progress(line);
              }
              return flags.yes ? Promise.resolve(true) : askYesNo("Apply this?", signal);
            },
          }),
        { inFlight: current },
      ).finally(() => progress.end());
      if (output.json) output.document(result);
      else render(output, result);
      if (result.problems.length > 0) setStatus(statusOf(result.problems));
      else setStatus(result.ok ? EXIT.ok : EXIT.refused);
    });
}

function render(output: Output, { bucket, outcome, state, moved, simulated, problems }: BootstrapResult): void {
  for (const problem of problems) output.problem(problem);
  if (outcome === "declined" || outcome === "failed") return output.result(`${bucket}  ${pc.red(outcome)}`);
  output.result(`${bucket}  ${outcome === "applied" ? pc.green("ready") : pc.green("ready, nothing to change")}`);
  if (moved) output.result("Its own state moved into it.");
  else if (state === "bucket") output.result("Its own state is in it.");
  if (simulated) {
    output.result(
      "The clouds are simulated: Terraform cannot keep a state in a simulated bucket, so it stays in a file.",
    );
  }
}
