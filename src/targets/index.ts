/** The targets of this version, as data: the one place that lists them. */
import type { Tier } from "../model/component";
import type { BundledPart, StateBackendFacts, TargetFacts } from "../model/target-facts";
import type { TargetName } from "../model/target-name";
import { aksFacts } from "./aks/facts";
import { eksFacts } from "./eks/facts";
import { kubeadmFacts } from "./kubeadm/facts";

export const targets = [eksFacts, aksFacts, kubeadmFacts] as const satisfies readonly TargetFacts[];

/** The places for states of all of them. */
export const stateBackends: readonly StateBackendFacts[] = targets.flatMap((facts: TargetFacts) => facts.stateBackends);

/** Undefined of a target that is known, but not served by this version. */
export function factsOf(name: TargetName, among: readonly TargetFacts[] = targets): TargetFacts | undefined {
  return among.find((facts) => facts.name === name);
}

/** Whether a tier has no stack on the target: what is published in it is literal. */
export function isStackless(name: TargetName, tier: Tier): boolean {
  return factsOf(name)?.stackless?.includes(tier) ?? false;
}

/** Whether every cluster of the target has it as it is made. */
export function isBundled(name: TargetName, part: BundledPart): boolean {
  return factsOf(name)?.bundled?.includes(part) ?? false;
}
