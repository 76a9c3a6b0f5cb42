/** Which differences are known noise: nothing that a person has to look at. */
import type { Siblings } from "../../model/drift-facts";
import type { AttributeChange, ResourceChange } from "../../model/plan";
import type { Facts } from "../../model/resource-facts";
import { repeatsSiblings } from "./siblings";

/** Why a difference is let be. */
export interface Excuse {
  /** `rule`: known noise. `file`: an entry of `ignoreDrift`. */
  readonly by: "rule" | "file";
  /** Name of the rule. */
  readonly rule?: string;
  readonly reason: string;
  readonly expires?: string;
}

/** Of attributes that tell again what resources of their own hold. */
const REPEATED_ATTRIBUTE: Excuse = {
  by: "rule",
  rule: "own-rules",
  reason: "The provider tells here again what other resources of this configuration hold.",
};

/** The rule that knows this difference as noise. */
export function noiseExcuse(
  change: AttributeChange,
  resource: ResourceChange,
  siblings: Siblings,
  facts: Pick<Facts, "noise" | "mirrored">,
): Excuse | undefined {
  const found = facts.noise.find(
    ({ types, attribute, when }) =>
      (!types || types.includes(resource.type)) && attribute.test(change.path) && (!when || when(change, resource)),
  );
  if (found) return { by: "rule", rule: found.name, reason: found.reason };
  return repeatsSiblings(change, resource, siblings, facts) ? REPEATED_ATTRIBUTE : undefined;
}
