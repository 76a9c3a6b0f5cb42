import { type Command, Option } from "commander";
import { isChanged, sharesText } from "../../operations/spread/shares";
import type { SpreadThing } from "../../operations/spread/spread-things";
import { validate } from "../../operations/validate-environments";
import { EXIT, statusOf } from "../exit-codes";
import { untilInterrupted } from "../interrupt";
import { knownFacts } from "../known-facts";
import { createOutput, type Output } from "../output";
import { renderProgress } from "../render/progress";
import { addTarget } from "../selection";
import type { SetStatus } from ".";
import { simulatedProviders } from "../../providers";

interface Flags {
  readonly json?: boolean;
  readonly explain?: boolean;
  readonly providers: "none" | "real" | "simulated";
  readonly target?: string;
}

export function registerValidate(program: Command, setStatus: SetStatus): void {
  const command = program
    .command("validate")
    .argument("[environment...]", "names, or patterns such as 'prod-*'; all if none is named")
    .description("check environment files (every problem at once, with its line), and what is made of them")
    .addOption(
      new Option(
        "--providers <which>",
        "whose schemas terraform validate checks the stacks against; none: the files alone",
      )
        .choices(["simulated", "real", "none"])
        .default("simulated"),
    );
  addTarget(command)
    .option(
      "--explain",
      "say of each component where it runs, why, and what it depends on; and of each field whether the file, the profile or the target gives it (files alone)",
    )
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ jangada validate dev\n  $ jangada validate --providers none       # the files alone: milliseconds\n  $ jangada validate 'prod-*' --providers real\n  $ jangada validate --explain dev",
    )
    .action(async (patterns: string[], flags: Flags) => {
      const output = createOutput(flags.json ?? false);
      if (flags.explain) return setStatus(explainFiles(output, patterns, flags.target));
      const progress = renderProgress(output);
      const result = await untilInterrupted((signal) =>
        validate({
          // Not loaded where the files alone are looked at.
          get facts() {
            return knownFacts();
          },
          simulated: simulatedProviders,
          environments: patterns,
          providers: flags.providers,
          listener: progress.listener,
          signal,
          ...(flags.target === undefined ? {} : { target: flags.target }),
        }),
      ).finally(() => progress.end());
      const { ok, providers, environments, stacks, notJudged, spread, problems, warnings } = result;
      if (output.json) {
        const valid = environments.map(({ name }) => name);
        output.document({ schemaVersion: 1, ok, valid, providers, stacks, notJudged, spread, problems, warnings });
      } else {
        for (const { name, file } of environments) output.result(`${name}  ${file}  valid`);
        for (const stack of stacks) output.result(`${stack}  valid with the ${providers} providers`);
        for (const line of spread.flatMap(spreadLine)) output.result(line);
        for (const stack of notJudged) output.result(`${stack}  not judged with the ${providers} providers`);
        for (const warning of warnings) output.warning(warning);
        for (const problem of problems) output.problem(problem);
      }
      setStatus(ok ? EXIT.ok : statusOf(problems));
    });
}

function explainFiles(output: Output, environments: readonly string[], target: string | undefined): number {
  const { explain } = require("../../operations/explain") as typeof import("../../operations/explain");
  const result = explain({ environments, ...(target === undefined ? {} : { target }) });
  if (output.json) output.document(result);
  else {
    const { explainText } = require("../render/explain") as typeof import("../render/explain");
    for (const environment of result.environments) output.result(`${explainText(environment)}\n`);
    for (const warning of result.warnings) output.warning(warning);
    for (const problem of result.problems) output.problem(problem);
  }
  return result.ok ? EXIT.ok : statusOf(result.problems);
}

/** Nothing of what stays as the state has it. */
function spreadLine({ stack, path, called, parts }: SpreadThing): readonly string[] {
  return parts.some(isChanged) ? [`${stack}  ${path}  ${called}: ${sharesText(parts)}`] : [];
}
