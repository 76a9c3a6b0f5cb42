/** What a network that exists hands over. */
import type { NetworkAttributes } from "../contract";
import type { AwsNetworkBlock } from "./section";

/** Where the network has no subnets for data or the control plane alone, the private ones serve. */
export function existingAttributes({
  networkId,
  cidr,
  subnets,
}: NonNullable<AwsNetworkBlock["existing"]>): NetworkAttributes {
  const orPrivate = (tier: Readonly<Record<string, string>>) => (Object.keys(tier).length > 0 ? tier : subnets.private);
  return {
    networkId,
    cidr,
    zones: Object.keys(subnets.private).sort(),
    publicSubnets: subnets.public,
    privateSubnets: subnets.private,
    dataSubnets: orPrivate(subnets.data),
    intraSubnets: orPrivate(subnets.intra),
    details: {},
  };
}
