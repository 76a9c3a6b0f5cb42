import { combineFacts } from "../../../src/model/combine-facts";
import type { Condition, RiskRule } from "../../../src/model/risk";
import { readPlan, type ResourceChange } from "../../../src/operations/plan-model";
import { assess } from "../../../src/operations/risk";
import { planOf } from "../plan-model/plans";
import { change, judged } from "./changes";

describe("several findings", () => {
  test("stand in the order of their harm, and what does none is not told beside them", () => {
    const before = {
      instance_class: "db.t4g.medium",
      publicly_accessible: false,
      backup_retention_period: 14,
      tags_all: { a: "1" },
    };
    const after = {
      instance_class: "db.t4g.large",
      publicly_accessible: true,
      backup_retention_period: 7,
      tags_all: { a: "2" },
    };

    const risks = judged(change("aws_db_instance", before, after)).map(({ risk }) => risk);

    expect(risks).toEqual(["data-loss", "exposure", "downtime", "cost", "cost"]);
  });

  test("what is read is never judged", () => {
    expect(judged({ ...change("aws_kms_key", {}, {}), mode: "data", actions: ["read"] })).toEqual([]);
  });

  test("the source of a duration is told with it", () => {
    const [finding] = judged(change("aws_eks_cluster", { version: "1.34" }, { version: "1.35" }));

    expect(finding?.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });
});

/** What made-up rules alone say of a change of a made-up type. */
function said(rules: readonly Partial<RiskRule>[], before: object = { a: 1 }, after: object = { a: 2 }) {
  const whole = rules.map((rule, index): RiskRule => ({
    id: `boats/${index}`,
    risk: "none",
    actions: ["update"],
    types: ["boat"],
    reason: "It floats.",
    ...rule,
  }));
  const { changes } = readPlan(planOf([change("boat", before, after)]));
  return assess(changes[0] as ResourceChange, { changes }, combineFacts([{ rules: whole }])).filter(({ rule }) =>
    rule.startsWith("boats/"),
  );
}

describe("that a change does no harm", () => {
  const risksOf = (...risks: readonly RiskRule["risk"][]): readonly string[] =>
    said(risks.map((risk) => ({ risk }))).map(({ risk }) => risk);

  test("is told where nothing else is, or only what it costs", () => {
    expect(risksOf("none")).toEqual(["none"]);
    expect(risksOf("none", "cost")).toEqual(["cost", "none"]);
  });

  test.each(["data-loss", "downtime", "exposure"] as const)("is not told beside a %s", (risk) => {
    expect(risksOf("none", risk)).toEqual([risk]);
    expect(risksOf("none", "cost", risk)).toEqual([risk, "cost"]);
  });
});

test("a direction is told of rules that have one, and of no other", () => {
  expect(said([{ risk: "cost", direction: "down" }])).toMatchObject([{ direction: "down" }]);
  expect(said([{ risk: "cost" }])[0]).not.toHaveProperty("direction");
});

test.each([
  ["nothing", null],
  ["an empty text", ""],
  ["a switch that is off", false],
])("what was %s is not removed, and what becomes it is", (_what, empty) => {
  const removed = (before: object, after: object): number => {
    const when: readonly Condition[] = [{ path: "sail", is: "removed" }];
    return said([{ risk: "downtime", when }], { ...before, id: "1" }, { ...after, id: "2" }).length;
  };

  expect(removed({ sail: empty }, {})).toBe(0);
  expect(removed({ sail: "red" }, { sail: empty })).toBe(1);
});
