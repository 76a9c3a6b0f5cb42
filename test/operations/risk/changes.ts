/** Changes to judge. */
import { facts } from "../../../src/facts";
import { readPlan, type ResourceChange } from "../../../src/operations/plan-model";
import { assess, type RiskFinding } from "../../../src/operations/risk";
import { type ChangeParts, planOf } from "../plan-model/plans";

/** The first change, judged beside the others. */
export function judged(...parts: readonly ChangeParts[]): readonly RiskFinding[] {
  const { changes } = readPlan(planOf(parts), undefined, { judgedTogether: facts.judgedTogether });
  return assess(changes[0] as ResourceChange, { changes }, facts);
}

export function rulesOf(...parts: readonly ChangeParts[]): readonly string[] {
  return judged(...parts).map(({ rule }) => rule);
}

export const create = (type: string, after: object): ChangeParts => ({ type, actions: ["create"], after });
export const remove = (type: string, before: object = { id: "x" }): ChangeParts => ({
  type,
  actions: ["delete"],
  before,
});
export const change = (type: string, before: object, after: object): ChangeParts => ({
  type,
  actions: ["update"],
  before,
  after,
});
export const replace = (type: string, before: object = { a: 1 }, after: object = { a: 2 }): ChangeParts => ({
  type,
  actions: ["delete", "create"],
  before,
  after,
});
/** The new one is made before the old one goes. */
export const exchange = (type: string, before: object = { a: 1 }, after: object = { a: 2 }): ChangeParts => ({
  ...replace(type, before, after),
  actions: ["create", "delete"],
});

export const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
export const allow = (Action: string | readonly string[], Resource: string, rest: object = {}): object => ({
  Effect: "Allow",
  Action,
  Resource,
  ...rest,
});
