/** Builds the section `network`. */
import type { Deployment } from "../../model/component";
import { Network, NETWORK, type NetworkAttributes } from "./contract";
import type { NetworkSection } from "./section";

export function buildNetwork(deployment: Deployment<NetworkSection>): void {
  const { facts, section, scope } = deployment;
  const { existing, cidr, zones, nat, natZone, privateEndpoints, encryptionKey } = section;
  const network = existing
    ? Network.fromExisting(scope, "Default", existingAttributes(existing))
    : new Network(scope, "Default", {
        name: facts.name,
        region: facts.region,
        account: facts.account,
        cidr: cidr ?? "",
        zones: [...(zones ?? [])],
        nat,
        ...(nat === "single" && natZone !== undefined ? { natZone } : {}),
        privateEndpoints,
        encryptionKey,
      });
  deployment.publish(NETWORK, "network", network);
}

/** Where the network has no subnets for data or the control plane alone, the private ones serve. */
function existingAttributes({ networkId, cidr, subnets }: NonNullable<NetworkSection["existing"]>): NetworkAttributes {
  const orPrivate = (tier: Readonly<Record<string, string>>) => (Object.keys(tier).length > 0 ? tier : subnets.private);
  return {
    networkId,
    cidr,
    zones: Object.keys(subnets.private).sort(),
    publicSubnets: subnets.public,
    privateSubnets: subnets.private,
    dataSubnets: orPrivate(subnets.data),
    intraSubnets: orPrivate(subnets.intra),
  };
}
