/** Rules that several services state, each for its types. */
import type { RiskRule } from "../../../model/risk";
import { granting } from "./policy-gains";

export function policyGains(...types: readonly string[]): RiskRule {
  return {
    id: "exposure/policy-gains",
    risk: "exposure",
    types,
    actions: ["create", "update", "replace"],
    when: [granting("policy")],
    reason: "Its policy grants more: {after}.",
  };
}

/** Of what may only be deleted when it is empty, unless it is told otherwise. */
export function mayBeEmptied(...types: readonly string[]): RiskRule {
  return {
    id: "data-loss/bucket-emptied",
    risk: "data-loss",
    types,
    actions: ["create", "update"],
    when: [{ path: "force_destroy", becomes: [true] }],
    reason: "It may be deleted with everything in it from now on.",
  };
}

/** Of databases, caches and brokers. */
export function storeReplaced(...types: readonly string[]): RiskRule {
  return {
    id: "downtime/database-replaced",
    risk: "downtime",
    types,
    actions: ["replace", "delete"],
    reason: "What uses it fails until there is another and it was told so.",
  };
}

/** Of what requests go through. */
export function endpointGone(...types: readonly string[]): RiskRule {
  return {
    id: "downtime/endpoint",
    risk: "downtime",
    types,
    actions: ["delete", "replace"],
    unless: [{ is: "made-before" }],
    reason: "What goes through it fails until the new one is there, minutes.",
  };
}

/** Of roles, and of what gives one to somebody. */
export function identityGone(...types: readonly string[]): RiskRule {
  return {
    id: "downtime/identity-gone",
    risk: "downtime",
    types,
    actions: ["delete", "replace"],
    unless: [{ is: "made-before" }],
    reason: "What acts under it is refused, at the latest when its credentials expire.",
  };
}

/** Of what records what happens. */
export function recordingGone(...types: readonly string[]): RiskRule {
  return {
    id: "exposure/audit-gone",
    risk: "exposure",
    types,
    actions: ["delete"],
    reason: "What happens is no longer recorded.",
  };
}
