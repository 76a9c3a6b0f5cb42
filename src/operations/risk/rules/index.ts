/** Every rule, in the order in which findings of one severity are told. */
import type { Facts } from "../../../model/resource-facts";
import type { RiskRule } from "../../../model/risk";
import { rulesOfAnyType } from "./any-type";
import { configurationRules } from "./configuration";

const known = new WeakMap<Facts, readonly RiskRule[]>();

/** The engine's own, and those of the services. */
export function rulesFor(facts: Facts): readonly RiskRule[] {
  const made = known.get(facts) ?? inOrder([...rulesOfAnyType(facts), ...configurationRules(facts), ...facts.rules]);
  known.set(facts, made);
  return made;
}

function inOrder(rules: readonly RiskRule[]): readonly RiskRule[] {
  return [...rules.filter(({ last }) => !last), ...rules.filter(({ last }) => last)];
}
