/** Rules of pods, whoever makes them: Kubernetes' own kinds, or a chart. */
import type { RiskRule } from "../../model/risk";

/** @param types of what makes pods; in any of them `privileged` stands wherever there is a container */
export function privilegedPods(...types: readonly string[]): RiskRule {
  return {
    id: "exposure/privileged",
    risk: "exposure",
    types,
    actions: ["create", "update", "replace"],
    when: [{ path: "**.privileged", becomes: [true] }],
    reason: "A container is privileged: it can take over its node.",
  };
}

/** @param types of what makes pods that stay */
export function podsOnHostNetwork(...types: readonly string[]): RiskRule {
  return {
    id: "exposure/host-network",
    risk: "exposure",
    types,
    actions: ["update", "replace"],
    when: [{ path: "**.hostNetwork", becomes: [true] }],
    reason: "Pods share the network of their node, its metadata and its credentials.",
  };
}
