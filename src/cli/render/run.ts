/** The results of plan, deploy and destroy. */
import pc from "picocolors";
import type { RunResult, StackChanges, StackOutcome } from "../../operations/deploy/results";
import { differenceText } from "../../operations/deploy/reviewed/refusal";
import type { Output } from "../output";
import { countsText, failedCheckLines, planDocument, planLines } from "./plan";
import { table } from "./table";

/** Plans with their changes. */
export function renderPlanned(output: Output, result: RunResult): void {
  for (const stack of result.stacks) {
    output.result(`${pc.bold(stack.name)}  ${headline(stack)}`);
    if (stack.plan && stack.outcome === "planned") for (const line of planLines(stack.plan)) output.result(line);
    else for (const line of failedCheckLines(stack.plan)) output.result(line);
  }
  renderComparison(output, result);
}

/** What is about to be done, before the question; on standard error, as it is no result. */
export function renderChanges(output: Output, changes: readonly StackChanges[]): void {
  for (const { name, counts, plan, appliedAfter } of changes) {
    output.progress(`${pc.bold(name)}  ${countsText(counts)}${lastText(appliedAfter)}`);
    for (const line of planLines(plan)) output.progress(line);
  }
}

/** What of them was not in what was reviewed before. */
export function renderDifferences(output: Output, changes: readonly StackChanges[]): void {
  for (const { name, differences = [] } of changes) {
    if (differences.length === 0) continue;
    output.progress(`${pc.yellow(name)}: this goes beyond what was reviewed:`);
    for (const difference of differences) output.progress(`    ${differenceText(difference)}`);
  }
}

export function renderOutcomes(output: Output, result: RunResult): void {
  if (result.stacks.length > 0) {
    const origins = result.stacks.some(({ planOrigin }) => planOrigin);
    output.result(
      table(
        ["stack", "outcome", "added", "changed", "destroyed", ...(origins ? ["plan"] : [])],
        result.stacks.map((stack) => {
          const counts = stack.outcome === "applied" || stack.outcome === "destroyed" ? stack.counts : undefined;
          const number = (count: number | undefined): string => (count === undefined ? "-" : String(count));
          const failed = stack.plan?.failedChecks.length ?? 0;
          const text = `${outcomeText(stack)}${failed > 0 ? pc.red(" (conditions do not hold)") : ""}`;
          return [stack.name, text, number(counts?.add), number(counts?.change), number(counts?.remove)].concat(
            origins ? [originText(stack)] : [],
          );
        }),
      ),
    );
  }
  renderComparison(output, result);
}

export function renderProblems(output: Output, result: RunResult): void {
  for (const message of result.messages) output.progress(message);
  for (const problem of result.problems) output.problem(problem);
  if (result.interrupted) {
    const begun = result.stacks.filter(({ outcome }) => outcome === "interrupted").map(({ name }) => name);
    output.progress(
      `${pc.yellow("interrupted")}: Terraform has ended by itself, and the states hold what it did. ` +
        `Not finished: ${begun.join(", ")}. The same command goes on with what is left.`,
    );
  }
}

export function runDocument(result: RunResult): object {
  const stacks = result.stacks.map(({ plan, ...stack }) => ({
    ...stack,
    ...(plan ? { plan: planDocument(plan) } : {}),
  }));
  return { ...result, stacks };
}

function renderComparison(output: Output, { comparedWith, stacks }: RunResult): void {
  if (!comparedWith) return;
  const commit = comparedWith.commit.slice(0, 10);
  if (stacks.length === 0) output.result(`No stack differs from ${commit}.`);
  else output.progress(`Compared with ${commit}: ${stacks.length} stacks differ.`);
  if (comparedWith.notCompared !== undefined) {
    output.warn(
      `${commit} could not be compared, so every stack counts as changed, and what is no more is not known: ${comparedWith.notCompared}`,
    );
  }
  if (comparedWith.gone.length > 0) {
    output.warn(
      `${comparedWith.gone.join(", ")} existed at ${commit} and ${comparedWith.gone.length > 1 ? "are" : "is"} no more. ` +
        "Nothing of that is destroyed here: check out that revision and run jangada destroy.",
    );
  }
}

function headline(stack: StackOutcome): string {
  switch (stack.outcome) {
    case "planned": {
      const upstream = stack.provisional
        ? pc.dim(`  (against outputs of ${stack.provisional.join(", ")} that change)`)
        : "";
      return `${countsText(stack.counts ?? { add: 0, change: 0, remove: 0 })}${upstream}${lastText(stack.appliedAfter)}`;
    }
    case "unchanged": {
      const failed = stack.plan?.failedChecks.length ?? 0;
      return failed > 0 ? `no changes; ${pc.red(`${failed} of its conditions do not hold`)}` : pc.dim("no changes");
    }
    default:
      return outcomeText(stack);
  }
}

function lastText(consumers: readonly string[] | undefined): string {
  return consumers ? pc.yellow(`  (applied after ${consumers.join(", ")}: takes away what they use)`) : "";
}

/** Which plan it was that was applied. */
function originText({ planOrigin, reviewedAt }: StackOutcome): string {
  switch (planOrigin) {
    case "saved":
      return `the saved one of ${reviewedAt ?? "before"}`;
    case "again":
      return reviewedAt === undefined ? "made again" : `made again, within the one of ${reviewedAt}`;
    case "new":
      return "made now";
    case undefined:
      return "-";
  }
}

function outcomeText({ outcome, waitingFor }: StackOutcome): string {
  if (outcome === "waiting") return pc.yellow(`waiting for ${(waitingFor ?? []).join(", ")}`);
  if (outcome === "applied" || outcome === "destroyed") return pc.green(outcome);
  if (outcome === "failed" || outcome === "refused") return pc.red(outcome);
  return outcome === "unchanged" ? pc.dim(outcome) : pc.yellow(outcome);
}
