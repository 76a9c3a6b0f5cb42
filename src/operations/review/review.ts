/** A review: what a change does to every environment, and what it puts at risk. */
import type { Facts } from "../../model/resource-facts";
import type { Risk } from "../../model/risk";
import { assessEnvironment, digestOf } from "./assess-change";
import { applyGates } from "./gates";
import type { PlannedChange } from "./planned-stacks";
import { type NotJudged, REVIEW_SCHEMA_VERSION, type ReviewResult } from "./result-schema";

export interface ReviewOptions {
  /** What is known of resource types. */
  readonly facts: Facts;
  /** Risks that stop the change. @default none */
  readonly failOn?: readonly Risk[];
  /** Decides which acknowledgements have expired. @default now */
  readonly now?: Date;
}

/**
 * Judges what was planned: the risks of each change, and whether the gates pass. Runs nothing and asks nobody.
 * @param change from `planRehearsed` or `planFromFiles`
 */
export function review(change: PlannedChange, options: ReviewOptions): ReviewResult {
  const today = (options.now ?? new Date()).toISOString().slice(0, 10);
  const assessed = change.environments.map((environment) => ({
    review: assessEnvironment(environment, options.facts),
    acknowledge: environment.acknowledge,
  }));
  const notJudged = change.problems.map(({ message }): NotJudged => ({ because: "failed", reason: message }));
  const { environments, gates, acknowledgements } = applyGates(assessed, {
    failOn: options.failOn ?? [],
    today,
    notJudged,
  });
  const { kind, base, head, folder, terraform, unchanged, problems, notes } = change;
  return {
    schemaVersion: REVIEW_SCHEMA_VERSION,
    kind,
    ok: problems.length === 0 && environments.every((environment) => environment.ok),
    ...(base ? { base } : {}),
    ...(head ? { head } : {}),
    ...(folder ? { folder } : {}),
    ...(terraform ? { terraform } : {}),
    digest: digestOf(change.environments),
    environments: [...environments],
    unchanged: [...unchanged],
    gates,
    acknowledgements: [...acknowledgements],
    problems: problems.map((problem) => ({ ...problem, ...(problem.place ? { place: { ...problem.place } } : {}) })),
    notes: [...notes],
  };
}
