/** How is tried what a service knows as noise: what it lets be, and what is near to it and does not. */
import type { Siblings } from "../../src/model/drift-facts";
import type { ResourceChange, Value } from "../../src/model/plan";
import type { ServiceFacts } from "../../src/model/resource-facts";
import { noiseExcuse } from "../../src/operations/drift-noise/noise";
import { diff } from "../../src/operations/plan-model/diff";
import { facts } from "../../src/facts";

type Object = { readonly [attribute: string]: Value };

/** The rules that know the differences between two states of an object; `undefined` for what none knows. */
function rulesOf(type: string, before: Object, after: Object, siblings: Siblings): readonly (string | undefined)[] {
  const change: ResourceChange = {
    stack: "dev-data",
    address: `${type}.one`,
    mode: "managed",
    type,
    name: "one",
    action: "update",
    createBeforeDestroy: false,
    attributes: diff(before, after),
    before,
    after,
    component: "one",
  };
  return change.attributes.map((attribute) => noiseExcuse(attribute, change, siblings, facts)?.rule);
}

export interface NoiseCase {
  readonly type: string;
  readonly before: Object;
  /** What is noise. */
  readonly noise: Object;
  /** What looks like it and is drift. */
  readonly drift: Object;
}

/** Each rule for noise that the service states has a case here, and knows its own and nothing else. */
export function describeNoise({ noise: rules = [] }: ServiceFacts, cases: Readonly<Record<string, NoiseCase>>): void {
  test("everything that it knows as noise is tried here, and has a reason", () => {
    expect(Object.keys(cases).sort()).toEqual(rules.map(({ name }) => name).sort());
    for (const { reason } of rules) expect(reason).toMatch(/^[A-Z].{15,}\.$/);
  });

  test.each(Object.entries(cases))(
    "%s knows its own, and nothing else",
    (name, { type, before, noise: known, drift }) => {
      const found = rulesOf(type, before, known, []);
      expect(found.length).toBeGreaterThan(0);
      expect(new Set(found)).toEqual(new Set([name]));
      expect(rulesOf(type, before, drift, [])).toContain(undefined);
    },
  );
}

export type RetoldCase = readonly [
  what: string,
  type: string,
  before: Object,
  after: Object,
  siblings: Siblings,
  known: boolean,
];

/** Differences in attributes that tell again what other resources hold. */
export function describeRetold(cases: readonly RetoldCase[]): void {
  test.each(cases)("what other resources hold is no drift: %s", (_, type, before, after, siblings, known) => {
    const found = rulesOf(type, before, after, siblings);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((name) => name === "own-rules")).toBe(known);
  });
}
