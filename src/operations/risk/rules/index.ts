/** Every rule, in the order in which findings of one severity are told. */
import { withExceptions } from "../../../model/combine-facts";
import type { ResourceChange } from "../../../model/plan";
import type { Facts } from "../../../model/resource-facts";
import type { RiskRule } from "../../../model/risk";
import { rulesOfAnyType } from "./any-type";
import { configurationRules } from "./configuration";

const known = new WeakMap<Facts, readonly RiskRule[]>();

const byChange = new WeakMap<Facts, Map<string, readonly RiskRule[]>>();

/** The rules for a type and an action; plans hold few of them, and many changes of each. */
export function rulesOf(facts: Facts, { type, action }: Pick<ResourceChange, "type" | "action">): readonly RiskRule[] {
  const ofFacts = byChange.get(facts) ?? new Map<string, readonly RiskRule[]>();
  byChange.set(facts, ofFacts);
  const key = `${action} ${type}`;
  const rules =
    ofFacts.get(key) ??
    rulesFor(facts).filter(
      ({ actions, types, exceptTypes }) =>
        actions.includes(action) && (!types || types.includes(type)) && !exceptTypes?.includes(type),
    );
  ofFacts.set(key, rules);
  return rules;
}

/** The engine's own, and those of the services. */
export function rulesFor(facts: Facts): readonly RiskRule[] {
  // Those of the services know their exceptions already.
  const own = (): readonly RiskRule[] =>
    withExceptions([...rulesOfAnyType(facts), ...configurationRules(facts)], facts.exceptions);
  const made = known.get(facts) ?? inOrder([...own(), ...facts.rules]);
  known.set(facts, made);
  return made;
}

function inOrder(rules: readonly RiskRule[]): readonly RiskRule[] {
  return [...rules.filter(({ listedLast }) => !listedLast), ...rules.filter(({ listedLast }) => listedLast)];
}
