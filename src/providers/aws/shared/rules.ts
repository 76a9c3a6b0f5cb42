/** Rules that several services state, each for its types. */
import type { RiskRule } from "../../../model/risk";
import { policyGrantsMore } from "./policy-gains";

export function policyGainsRule(...types: readonly string[]): RiskRule {
  return {
    id: "exposure/policy-gains",
    risk: "exposure",
    types,
    actions: ["create", "update", "replace"],
    when: [policyGrantsMore("policy")],
    reason: "Its policy grants more: {after}.",
  };
}

/** For types that AWS deletes only when empty, unless `force_destroy` is set: buckets, registries. */
export function forcedDeletionRule(...types: readonly string[]): RiskRule {
  return {
    id: "data-loss/bucket-emptied",
    risk: "data-loss",
    types,
    actions: ["create", "update"],
    when: [{ path: "force_destroy", becomes: [true] }],
    reason: "It may be deleted with everything in it from now on.",
  };
}

/** For databases, caches and brokers: replacing one interrupts whatever is connected to it. */
export function storeReplacedRule(...types: readonly string[]): RiskRule {
  return {
    id: "downtime/database-replaced",
    risk: "downtime",
    types,
    actions: ["replace", "delete"],
    reason: "What uses it fails until there is another and it was told so.",
  };
}

/** For load balancers, gateways and endpoints: what requests pass through. */
export function endpointGoneRule(...types: readonly string[]): RiskRule {
  return {
    id: "downtime/endpoint",
    risk: "downtime",
    types,
    actions: ["delete", "replace"],
    unless: [{ is: "made-before" }],
    reason: "What goes through it fails until the new one is there, minutes.",
  };
}

/** For roles, and for what grants a role to a pod or a user. */
export function identityGoneRule(...types: readonly string[]): RiskRule {
  return {
    id: "downtime/identity-gone",
    risk: "downtime",
    types,
    actions: ["delete", "replace"],
    unless: [{ is: "made-before" }],
    reason: "What acts under it is refused, at the latest when its credentials expire.",
  };
}

/** For audit logs and trails. */
export function auditGoneRule(...types: readonly string[]): RiskRule {
  return {
    id: "exposure/audit-gone",
    risk: "exposure",
    types,
    actions: ["delete"],
    reason: "What happens is no longer recorded.",
  };
}
