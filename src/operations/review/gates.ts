/** Which risks stop a change, and which the environment file lets through. */
import type { Acknowledgement } from "../../environment/environment";
import { isRisk, type Risk } from "../risk";
import type {
  EnvironmentReview,
  NotJudged,
  ReviewedAcknowledgement,
  ReviewedRisk,
  ReviewResult,
} from "./result-schema";

export interface GatedEnvironment {
  readonly review: EnvironmentReview;
  readonly acknowledge: readonly Acknowledgement[];
}

export interface GateOptions {
  /** The risks that are not let through. */
  readonly failOn: readonly Risk[];
  /** Today, UTC, as YYYY-MM-DD. */
  readonly today: string;
  /** What is not judged of the whole, beside what its environments say of themselves. @default nothing */
  readonly notJudged?: readonly NotJudged[];
}

export interface GateResult {
  readonly environments: readonly EnvironmentReview[];
  readonly gates: ReviewResult["gates"];
  readonly acknowledgements: readonly ReviewedAcknowledgement[];
}

/** A gate that could not judge everything has not passed. An entry counts up to and including its last day. Costs stop a change only where they rise. */
export function applyGates(environments: readonly GatedEnvironment[], options: GateOptions): GateResult {
  const applied = environments.map((environment) => acknowledged(environment, options.today));
  const refused = applied.flatMap(({ review }) => refusedIn(review, options.failOn));
  const notJudged = [...(options.notJudged ?? []), ...applied.flatMap(({ review }) => review.notJudged)];
  const outcome = refused.length > 0 ? "refused" : notJudged.length > 0 ? "not-judged" : "passed";
  return {
    environments: applied.map(({ review }) => review),
    gates: { failOn: [...options.failOn], passed: outcome === "passed", outcome, refused, notJudged },
    acknowledgements: applied.flatMap(({ acknowledgements }) => acknowledgements),
  };
}

interface Applied {
  readonly review: EnvironmentReview;
  readonly acknowledgements: readonly ReviewedAcknowledgement[];
}

function acknowledged({ review, acknowledge }: GatedEnvironment, today: string): Applied {
  const used = new Set<Acknowledgement>();
  const matching = (address: string, risk: ReviewedRisk): ReviewedRisk => {
    const entry = acknowledge.find(
      (candidate) =>
        candidate.address === address &&
        (candidate.risk ?? risk.risk) === risk.risk &&
        candidate.expires >= today &&
        isRisk(risk.risk),
    );
    if (!entry) return risk;
    used.add(entry);
    return { ...risk, acknowledged: { reason: entry.reason, expires: entry.expires } };
  };
  const components = review.components.map((component) => ({
    ...component,
    things: component.things.map((thing) => ({
      ...thing,
      changes: thing.changes.map((change) => ({
        ...change,
        risks: change.risks.map((risk) => (change.pending ? risk : matching(change.address, risk))),
      })),
    })),
  }));
  const acknowledgements = acknowledge.map((entry): ReviewedAcknowledgement => ({
    environment: review.name,
    ...entry,
    // What could not be judged may need it.
    state: entry.expires < today ? "expired" : used.has(entry) ? "used" : review.judged ? "unused" : "not-judged",
    ...(review.file ? { source: { file: review.file, path: "acknowledge" } } : {}),
  }));
  return { review: { ...review, components }, acknowledgements };
}

function refusedIn(review: EnvironmentReview, failOn: readonly Risk[]): ReviewResult["gates"]["refused"] {
  const refused = changesIn(review)
    .filter(({ pending }) => !pending)
    .flatMap((change) =>
      change.risks.flatMap(({ risk, reason, direction, acknowledged: entry }) => {
        if (!isRisk(risk) || !failOn.includes(risk) || entry || direction === "down") return [];
        return [{ environment: review.name, address: change.address, risk, reason }];
      }),
    );
  // The same of several stacks is one risk to take.
  return [...new Map(refused.map((one) => [JSON.stringify(one), one])).values()];
}

/** Every change of an environment, the riskiest component first. */
export function changesIn(
  review: EnvironmentReview,
): EnvironmentReview["components"][number]["things"][number]["changes"] {
  return review.components.flatMap(({ things }) => things.flatMap(({ changes }) => changes));
}
