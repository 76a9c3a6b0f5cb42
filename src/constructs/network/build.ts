/** Builds the section `network`. */
import type { Deployment } from "../../model/component";
import { kubeadmBlockOf } from "../../targets/kubeadm/block";
import { Network, NETWORK } from "./contract";
import type { NetworkSection } from "./section";

export function buildNetwork(deployment: Deployment<NetworkSection>): void {
  const { facts, section, scope } = deployment;
  const { name, region, account } = facts;
  const hostZones = kubeadmBlockOf(facts)?.hosts.flatMap(({ zone, state }) =>
    zone && state === "present" ? [zone] : [],
  );
  const props = { ...section, name, region, account, ...(hostZones ? { hostZones } : {}) };
  deployment.publish(NETWORK, "network", new Network(scope, "Default", props));
}
