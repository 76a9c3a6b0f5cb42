/** What plan, deploy and destroy have in common: from options to Terraform over the stacks of a run, and from outcomes to a result. */
import type { Problem } from "../../errors";
import { parallelOf } from "../parallel";
import { type EarlierRun, settleRuns } from "../earlier-runs/settle-runs";
import { select, type Selection } from "../selection/select";
import { Planner } from "./planner";
import type { RunOptions, RunResult, StackOutcome } from "./results";
import { StackTerraform } from "./stack-terraform";

export interface Run {
  readonly selection: Selection;
  readonly stackTerraform: StackTerraform;
  readonly planner: Planner;
  readonly limit: number;
  readonly started: number;
  /** What earlier runs left, and is dealt with. */
  readonly earlier: readonly EarlierRun[];
  readonly outcomes: Map<string, StackOutcome>;
  readonly problems: Problem[];
}

/** @throws JangadaError what `select` and `findTerraform` throw */
export async function openRun(options: RunOptions): Promise<Run> {
  const started = performance.now();
  const limit = parallelOf(options.parallel);
  const earlier = await settleRuns({ ...options, project: options.project ?? "." });
  const selection = await select(options);
  const stackTerraform = await StackTerraform.open(selection.all, { ...options, project: selection.project });
  return {
    selection,
    stackTerraform,
    planner: new Planner(stackTerraform, selection.project, selection.environments, options.facts),
    limit,
    started,
    earlier,
    outcomes: new Map(),
    problems: [],
  };
}

/** Outcomes with which a run is as it should be. */
const SUCCESSFUL: readonly StackOutcome["outcome"][] = ["planned", "applied", "destroyed", "unchanged"];

export function resultOf(run: Run, options: RunOptions, alsoGood: readonly StackOutcome["outcome"][] = []): RunResult {
  const { selection, outcomes, problems, stackTerraform } = run;
  const interrupted = options.signal?.aborted ?? false;
  const stacks = selection.stacks.map(
    ({ name, environment }): StackOutcome =>
      outcomes.get(name) ?? { environment, name, outcome: interrupted ? "interrupted" : "skipped" },
  );
  return {
    schemaVersion: 1,
    ok:
      !interrupted &&
      problems.length === 0 &&
      stacks.every(({ outcome }) => [...SUCCESSFUL, ...alsoGood].includes(outcome)),
    interrupted,
    terraform: { product: stackTerraform.context.binary.product, version: stackTerraform.context.binary.version },
    environments: selection.environments.map(({ facts }) => facts.name),
    stacks,
    problems,
    messages: selection.messages,
    seconds: (performance.now() - run.started) / 1000,
    ...(selection.comparedWith ? { comparedWith: selection.comparedWith } : {}),
  };
}
