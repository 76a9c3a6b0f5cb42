import * as fs from "node:fs";
import { type Command, Option } from "commander";
import { trackInFlight } from "../../operations/deploy/in-flight";
import { checkDrift } from "../../operations/drift/check-stacks";
import type { DriftResult } from "../../operations/drift/drift-result";
import { type FixResult, prepareFix } from "../../operations/drift/fix";
import { renderDriftJunit } from "../../operations/report/drift-junit";
import { renderDriftMarkdown } from "../../operations/report/drift-markdown";
import { renderDriftSarif } from "../../operations/report/drift-sarif";
import { JangadaError } from "../../errors";
import { askYesNo, refuseUnasked } from "../confirm";
import { EXIT, statusOf } from "../exit-codes";
import { untilInterrupted } from "../interrupt";
import { type Format, formatOf, FORMATS } from "../report-formats";
import { knownFacts } from "../known-facts";
import { createOutput, type Output } from "../output";
import { renderDrift, renderFix } from "../render/drift-findings";
import { renderProgress } from "../render/progress";
import { addRestore, type RestoreFlags, restoringStates } from "../restoring-states";
import { addParallel, collect, statesOf } from "../selection";
import type { SetStatus } from ".";

interface Flags extends RestoreFlags {
  readonly stack?: readonly string[];
  readonly fix?: readonly string[];
  readonly yes?: boolean;
  readonly parallel?: number;
  readonly showIgnored?: boolean;
  readonly json?: boolean;
  readonly format: Format;
  readonly out?: readonly string[];
}

export function registerDrift(program: Command, setStatus: SetStatus): void {
  const command = program
    .command("drift")
    .argument("[environment...]", "names, or patterns such as 'prod-*'; all if none is named")
    .description("tell what changed in the real world since the last apply; changes nothing")
    .addOption(new Option("--stack <name>", "only this stack: dev-data, data or 'd*'; repeatable").argParser(collect))
    .addOption(
      new Option(
        "--fix <address>",
        "put this resource back, or this host (host.<name>), by a saved plan that is shown first; repeatable",
      ).argParser(collect),
    )
    .option("--yes", "with --fix: do not ask")
    .option("--show-ignored", "list what is known noise, and what the environment file lets be");
  addRestore(addParallel(command))
    .addOption(new Option("--format <format>", "what to print").choices(FORMATS).default("terminal"))
    .addOption(
      new Option(
        "--out <file>",
        "also write it to a file, as its ending says: .md, .json, .sarif, .xml (repeatable)",
      ).argParser(collect),
    )
    .option("--json", "the same as --format json, and progress as JSON lines on standard error")
    .addHelpText(
      "after",
      `
Examples:
  $ jangada drift dev
  $ jangada drift 'prod-*' --json > drift.json
  $ jangada drift dev --fix aws_db_instance.databases_orders
  $ jangada drift home --fix host.w1

Exit status: 0 no drift (configuration that is not applied yet is none), 2 drift, 1 something could not be checked.`,
    )
    .action(async (environments: string[], flags: Flags) => {
      const output = createOutput(flags.json === true || flags.format === "json");
      setStatus(await (flags.fix ? fix(output, environments, flags.fix, flags) : check(output, environments, flags)));
    });
}

async function check(output: Output, environments: readonly string[], flags: Flags): Promise<number> {
  const files = (flags.out ?? []).map((file) => ({ file, format: formatOf(file) }));
  const progress = renderProgress(output);
  const result = await untilInterrupted((signal, kill) =>
    restoringStates(output, { ...statesOf(environments, flags), signal }, flags, () =>
      checkDrift({
        facts: knownFacts(),
        environments,
        ...(flags.stack ? { stacks: flags.stack } : {}),
        ...(flags.parallel === undefined ? {} : { parallel: flags.parallel }),
        listener: progress.listener,
        signal,
        kill,
      }).finally(() => progress.end()),
    ),
  ).finally(() => progress.end());
  for (const { file, format } of files) fs.writeFileSync(file, `${render(result, format)}\n`);
  if (output.json) output.document(result);
  else if (flags.format !== "terminal") output.result(render(result, flags.format));
  else renderDrift(output, result, { facts: knownFacts(), showIgnored: flags.showIgnored ?? false });
  if (!result.ok) return statusOf(result.problems);
  return result.drift ? EXIT.changes : EXIT.ok;
}

function render(result: DriftResult, format: Format): string {
  switch (format) {
    case "json":
      return JSON.stringify(result, null, 2);
    case "sarif":
      return JSON.stringify(renderDriftSarif(result), null, 2);
    case "junit":
      return renderDriftJunit(result).trimEnd();
    default:
      return renderDriftMarkdown(result, { facts: knownFacts() }).trimEnd();
  }
}

async function fix(
  output: Output,
  environments: readonly string[],
  addresses: readonly string[],
  flags: Flags,
): Promise<number> {
  const [environment, ...others] = environments;
  if (environment === undefined || others.length > 0) {
    throw new JangadaError({
      code: "FIX_ONE_ENVIRONMENT",
      message: "--fix works on one environment, which must be named.",
      remedy: "jangada drift <environment> --fix <address>",
    });
  }
  if (!flags.yes) refuseUnasked("drift --fix", "Add --yes, after looking at what would be put back: jangada drift.");
  const progress = renderProgress(output);
  const { listener, current } = trackInFlight(progress.listener);
  const result = await untilInterrupted(
    async (signal, kill): Promise<FixResult | undefined> => {
      const stacks = flags.stack ? { stacks: flags.stack } : {};
      const prepared = await prepareFix({
        facts: knownFacts(),
        environment,
        addresses,
        ...stacks,
        listener,
        signal,
        kill,
      });
      try {
        progress.end();
        if (!output.json) renderFix(output, prepared);
        return flags.yes || (await askYesNo("Put it back?", signal)) ? await prepared.apply() : undefined;
      } finally {
        prepared.discard();
      }
    },
    { inFlight: current },
  ).finally(() => progress.end());
  if (result === undefined) {
    output.progress("Nothing was changed.");
    return EXIT.refused;
  }
  if (output.json) output.document(result);
  else
    for (const { stack, address, action } of result.fixed) output.result(`put back ${address} (${action}d, ${stack})`);
  if (!output.json) for (const problem of result.problems) output.problem(problem);
  return result.ok ? EXIT.ok : statusOf(result.problems);
}
