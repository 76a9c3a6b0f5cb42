/** Helm values that undo a protection: a rule for each entry of `UNSAFE_VALUES` that no other rule judges. */
import { UNSAFE_VALUES } from "../../../catalog/unsafe-values";
import type { RiskRule } from "../risk";

export const RELEASE_RULES: readonly RiskRule[] = UNSAFE_VALUES.filter(({ rule }) => rule === undefined).map(
  ({ id, ownToo, reason }) => ({
    id: `exposure/values-${id}`,
    risk: "exposure",
    types: ["helm_release"],
    actions: ownToo ? ["update", "replace"] : ["create", "update", "replace"],
    when: [{ path: "values", unsafe: id }],
    reason: `${reason} Set by: {after}.`,
  }),
);
