import { writeFileSync } from "node:fs";
import { type Command, Option } from "commander";
import { JangadaError } from "../../errors";
import { RISKS, type Risk } from "../../model/risk";
import { planFromFiles } from "../../operations/review/from-plans";
import { review } from "../../operations/review/review";
import type { ReviewResult } from "../../operations/review/result-schema";
import { renderJunit } from "../../operations/report/junit";
import { markerOf, renderMarkdown } from "../../operations/report/markdown";
import { renderSarif } from "../../operations/report/sarif";
import { simulatedProviders } from "../../providers";
import { EXIT } from "../exit-codes";
import { untilInterrupted } from "../interrupt";
import { type Format, formatOf, FORMATS } from "../report-formats";
import { knownFacts } from "../known-facts";
import { createOutput, type Output } from "../output";
import { renderProgress } from "../render/progress";
import { renderReview } from "../render/review";
import { addParallel, collect } from "../selection";
import type { SetStatus } from ".";

interface Options {
  readonly base?: string;
  readonly plan?: readonly string[];
  readonly fromPlans?: string;
  readonly failOn?: string;
  readonly format?: Format;
  readonly out?: readonly string[];
  readonly json?: boolean;
  readonly id?: string;
  readonly pointer?: string;
  readonly parallel?: number;
}

export function registerReview(program: Command, setStatus: SetStatus): void {
  const command = program
    .command("review")
    .argument("[environment...]", "names, or patterns such as 'prod-*'; all if none is named")
    .description("say what a change does to every environment, and what it puts at risk")
    .option("--base <revision>", "compare with this git revision, rehearsed on simulated clouds: no credentials")
    .option(
      "--plan <file>",
      "review a plan (terraform show -json); given twice, the base's and then the change's",
      collect,
    )
    .option(
      "--from-plans <folder>",
      "review every <stack>.json in a folder, the base's in its folder before/; or the saved plans, .jangada/plans",
    )
    .option("--fail-on <risks>", `exit with status 4 on risks that are not acknowledged: ${RISKS.join(",")}`)
    .addOption(new Option("--format <format>", "what to print").choices(FORMATS).default("terminal"))
    .option(
      "--out <file>",
      "also write it to a file, as its ending says: .md, .json, .sarif, .xml (repeatable)",
      collect,
    )
    .option("--json", "the same as --format json")
    .option("--id <name>", "tells the Markdown's marker from those of other reviews on one pull request")
    .option("--pointer <text>", "where the whole review is, told where Markdown had to be cut");
  addParallel(command)
    .addHelpText(
      "after",
      "\nExamples:\n  $ jangada review --base origin/main\n  $ jangada review --base origin/main --fail-on data-loss,exposure --out review.md --out review.sarif\n  $ jangada review --from-plans plans --format markdown",
    )
    .action(async (environments: string[], options: Options) => {
      const format = options.json ? "json" : (options.format ?? "terminal");
      const output = createOutput(format === "json");
      const failOn = parseRisks(options.failOn);
      const outputs = (options.out ?? []).map((file) => ({ file, format: formatOf(file) }));
      const result = review(await plan(environments, options, output), { facts: knownFacts(), failOn });
      for (const { file, format: wanted } of outputs) writeFileSync(file, render(result, wanted, options));
      if (format === "terminal") renderReview(output, result);
      else output.result(render(result, format, options).trimEnd());
      setStatus(!result.ok ? EXIT.error : result.gates.passed ? EXIT.ok : EXIT.refused);
    });
}

async function plan(
  environments: readonly string[],
  options: Options,
  output: Output,
): ReturnType<typeof planFromFiles> {
  const { base, plan: plans, fromPlans } = options;
  const ways = [base, plans, fromPlans].filter((way) => way !== undefined);
  if (ways.length !== 1) {
    throw new JangadaError({
      code: "REVIEW_OF_WHAT",
      message:
        ways.length === 0
          ? "There is nothing said to review."
          : "Only one of --base, --plan and --from-plans can be given.",
      remedy: "Rehearse the change since a revision (--base origin/main), or review plans (--from-plans <folder>).",
    });
  }
  if (base === undefined)
    return planFromFiles({
      facts: knownFacts(),
      environments,
      ...(plans ? { plans } : {}),
      ...(fromPlans ? { folder: fromPlans } : {}),
    });
  // Loaded late: plans that are there are reviewed without clouds.
  const { planRehearsed } =
    require("../../operations/review/rehearsed") as typeof import("../../operations/review/rehearsed");
  const progress = renderProgress(output);
  try {
    return await untilInterrupted((signal) =>
      planRehearsed({
        facts: knownFacts(),
        simulated: simulatedProviders,
        base,
        environments,
        listener: progress.listener,
        signal,
        ...(options.parallel === undefined ? {} : { parallel: options.parallel }),
      }),
    );
  } finally {
    progress.end();
  }
}

function render(
  result: ReviewResult,
  format: Exclude<Format, "terminal"> | "terminal",
  { id, pointer }: Options,
): string {
  switch (format) {
    case "json":
      return `${JSON.stringify({ ...result, marker: markerOf(result, id) } satisfies ReviewResult, null, 2)}\n`;
    case "sarif":
      return `${JSON.stringify(renderSarif(result, knownFacts()), null, 2)}\n`;
    case "junit":
      return renderJunit(result);
    default:
      return renderMarkdown(result, { ...(id ? { id } : {}), ...(pointer ? { pointer } : {}) });
  }
}

function parseRisks(text: string | undefined): readonly Risk[] {
  const names = (text ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  const unknown = names.filter((name) => !(RISKS as readonly string[]).includes(name));
  if (unknown.length > 0) {
    throw new JangadaError(
      unknown.map((name) => ({
        code: "UNKNOWN_RISK",
        message: `There is no risk '${name}'.`,
        remedy: `There are: ${RISKS.join(", ")}.`,
      })),
    );
  }
  return names as Risk[];
}
