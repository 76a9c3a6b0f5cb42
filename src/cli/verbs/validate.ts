import { type Command, Option } from "commander";
import { loadEnvironments } from "../../environment/load";
import { JangadaError, type Problem } from "../../errors";
import { noEnvironments, noSuchEnvironment } from "../../operations/selection/environments";
import { matchesGlob } from "../../operations/selection/glob";
import { isChanged, sharesText } from "../../operations/spread/shares";
import type { SpreadThing } from "../../operations/spread/spread-things";
import { validateStacks, type ValidateStacksResult } from "../../operations/validate";
import { EXIT, statusOf } from "../exit-codes";
import { untilInterrupted } from "../interrupt";
import { knownFacts } from "../known-facts";
import { createOutput, type Output } from "../output";
import { ENVIRONMENTS } from "../project";
import { renderProgress } from "../render/progress";
import { addTarget } from "../selection";
import type { SetStatus } from ".";
import { simulatedProviders } from "../../providers";

interface Flags {
  readonly json?: boolean;
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
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ jangada validate dev\n  $ jangada validate --providers none       # the files alone: milliseconds\n  $ jangada validate 'prod-*' --providers real",
    )
    .action(async (patterns: string[], flags: Flags) => {
      const output = createOutput(flags.json ?? false);
      const { environments, broken, problems } = loadEnvironments(
        ENVIRONMENTS,
        flags.target === undefined ? {} : { target: flags.target },
      );
      const chosen = (name: string): boolean =>
        patterns.length === 0 || patterns.some((pattern) => matchesGlob(pattern, name));
      const good = environments.filter(({ facts }) => chosen(facts.name));
      const names = [...environments.map(({ facts }) => facts.name), ...broken.map(({ name }) => name)];
      const all: Problem[] = [
        ...problems,
        // Nothing that was looked at is nothing that is right.
        ...(names.length === 0 && problems.length === 0 ? [noEnvironments()] : []),
        ...broken.filter(({ name }) => chosen(name)).flatMap((file) => file.problems),
        ...patterns
          .filter((pattern) => !names.some((name) => matchesGlob(pattern, name)))
          .map((pattern) => noSuchEnvironment(pattern, names)),
      ];
      const warnings = good.flatMap((environment) => environment.warnings);
      const {
        valid: stacks,
        notJudged,
        spread,
      } = await stacksOf(
        good.map(({ facts }) => facts.name),
        flags,
        output,
        all,
      );
      if (output.json) {
        output.document({
          schemaVersion: 1,
          ok: all.length === 0,
          valid: good.map(({ facts }) => facts.name),
          providers: flags.providers,
          stacks,
          notJudged,
          spread,
          problems: all,
          warnings,
        });
      } else {
        for (const { facts, file } of good) output.result(`${facts.name}  ${file}  valid`);
        for (const stack of stacks) output.result(`${stack}  valid with the ${flags.providers} providers`);
        for (const line of spread.flatMap(spreadLine)) output.result(line);
        for (const stack of notJudged) output.result(`${stack}  not judged with the ${flags.providers} providers`);
        for (const warning of warnings) output.warning(warning);
        for (const problem of all) output.problem(problem);
      }
      setStatus(all.length === 0 ? EXIT.ok : statusOf(all));
    });
}

const NOTHING_VALIDATED: ValidatedStacks = { valid: [], notJudged: [], spread: [] };

type ValidatedStacks = Pick<ValidateStacksResult, "valid" | "notJudged" | "spread">;

/** Nothing of what stays as the state has it. */
function spreadLine({ stack, path, called, parts }: SpreadThing): readonly string[] {
  return parts.some(isChanged) ? [`${stack}  ${path}  ${called}: ${sharesText(parts)}`] : [];
}

/** The names of the valid stacks, and of those that nothing can be said of; what is wrong is added to the problems. */
async function stacksOf(
  environments: readonly string[],
  { providers, target }: Flags,
  output: Output,
  problems: Problem[],
): Promise<ValidatedStacks> {
  if (providers === "none" || environments.length === 0) return NOTHING_VALIDATED;
  const progress = renderProgress(output);
  try {
    const result = await untilInterrupted((signal) =>
      validateStacks({
        facts: knownFacts(),
        simulated: simulatedProviders,
        environments,
        providers,
        listener: progress.listener,
        signal,
        ...(target === undefined ? {} : { target }),
      }),
    );
    problems.push(...result.problems);
    return result;
  } catch (error) {
    if (!JangadaError.is(error)) throw error;
    problems.push(...error.problems);
    return NOTHING_VALIDATED;
  } finally {
    progress.end();
  }
}
