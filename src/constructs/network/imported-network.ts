/** A network that another stack made, or that exists. */
import { Construct } from "constructs";
import type { INetwork, NetworkAttributes, Subnet, SubnetTier } from "./contract";

export class ImportedNetwork extends Construct implements INetwork {
  public readonly attributes: NetworkAttributes;

  constructor(scope: Construct, id: string, attributes: NetworkAttributes) {
    super(scope, id);
    this.attributes = attributes;
  }

  public get networkId(): string {
    return this.attributes.networkId;
  }
  public get cidr(): string {
    return this.attributes.cidr;
  }
  public get zones(): readonly string[] {
    return this.attributes.zones;
  }
  public subnets(tier: SubnetTier): readonly Subnet[] {
    return subnetsOf(this.attributes, tier);
  }
}

/** The subnets of a tier, in the order of their zones; a regional one is in none, and comes by its name. */
export function subnetsOf(attributes: NetworkAttributes, tier: SubnetTier): readonly Subnet[] {
  const byZone = {
    public: attributes.publicSubnets,
    private: attributes.privateSubnets,
    data: attributes.dataSubnets,
    intra: attributes.intraSubnets,
  }[tier];
  return Object.entries(byZone)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([zone, id]) => (attributes.zones.includes(zone) ? { zone, id } : { id }));
}
