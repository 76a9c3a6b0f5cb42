/** Builds the section `network`. */
import type { Deployment } from "../../model/component";
import { Network, NETWORK } from "./contract";
import type { NetworkSection } from "./section";

export function buildNetwork(deployment: Deployment<NetworkSection>): void {
  const { facts, section, scope } = deployment;
  const { name, region, account } = facts;
  deployment.publish(NETWORK, "network", new Network(scope, "Default", { ...section, name, region, account }));
}
