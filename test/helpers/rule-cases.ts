/** How the rules of a service are tried: each by what it must find, and by the nearest thing that it must not. */
import type { ServiceFacts } from "../../src/model/resource-facts";
import type { ChangeParts } from "../operations/plan-model/plans";
import { allow, change, exchange, policy, replace, rulesOf } from "../operations/risk/changes";

export interface Cases {
  /** What the rule must find. The first change is judged. */
  readonly yes: readonly ChangeParts[];
  /** The nearest thing that it must not find. */
  readonly no: readonly ChangeParts[];
}

export const one = (yes: ChangeParts, no: ChangeParts): Cases => ({ yes: [yes], no: [no] });

/** Both directions of an attribute of a type. */
export function both(rule: string, type: string, low: object, high: object): Record<string, Cases> {
  return {
    [`cost/${rule}-up`]: one(change(type, low, high), change(type, high, low)),
    [`cost/${rule}-down`]: one(change(type, high, low), change(type, low, high)),
  };
}

/** Cases of a rule about a type with a policy document: more permissions are found, fewer are not. */
export function granted(type: string): Cases {
  const [few, many] = ["s3:GetObject", "s3:*"].map((action) => ({ policy: policy(allow(action, "a")) }));
  return one(change(type, few as object, many as object), change(type, many as object, few as object));
}

/** Cases of a rule about replacements that do no harm if the new resource is made before the old one is destroyed. */
export const unlessExchanged = (type: string): Cases => one(replace(type), exchange(type));

/** Each rule that the service states has a case here, and does what its case says. */
export function describeRules({ rules = [] }: ServiceFacts, cases: Readonly<Record<string, Cases>>): void {
  test("every rule of it is tried here", () => {
    expect(Object.keys(cases).sort()).toEqual(rules.map(({ id }) => id).sort());
  });

  test.each(Object.keys(cases))("%s finds what it is for, and leaves what is next to it", (id) => {
    const { yes, no } = cases[id] as Cases;

    expect(rulesOf(...yes)).toContain(id);
    expect(rulesOf(...no)).not.toContain(id);
  });
}
