/** The network in which hosts stand already: nothing is made, and everything is literal. */
import { Construct } from "constructs";
import type { Implementation } from "../../../model/contract";
import { validateProps } from "../../kit/cdktf/props";
import { checkRange } from "../check";
import type { INetwork, NETWORK, NetworkAttributes, Subnet, SubnetTier } from "../contract";
import { HOSTS_PREFIX } from "./range-of-hosts";
import { ImportedNetwork, subnetsOf } from "../imported-network";
import { type NetworkProps, networkSchema } from "../props";

/** The name of the one network that hosts stand in, whatever it is for. */
const HOSTS = "hosts";

export class HostsNetwork extends Construct implements INetwork {
  /** The site. */
  public readonly networkId: string;
  public readonly cidr: string;
  public readonly zones: readonly string[];

  /** @throws JangadaError INVALID_PROPS, and the codes of the section's own checks */
  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { region, cidr, hostZones } = validateProps(this, networkSchema, props, (settings) =>
      checkRange(settings, HOSTS_PREFIX),
    );
    this.networkId = region;
    this.cidr = cidr;
    this.zones = [...new Set(hostZones)].sort();
  }

  public subnets(tier: SubnetTier): readonly Subnet[] {
    return subnetsOf(this.attributes, tier);
  }

  public get attributes(): NetworkAttributes {
    const hosts = { [HOSTS]: this.networkId };
    return {
      networkId: this.networkId,
      cidr: this.cidr,
      zones: this.zones,
      publicSubnets: hosts,
      privateSubnets: hosts,
      dataSubnets: hosts,
      intraSubnets: hosts,
      details: {},
    };
  }
}

export const hostsNetworkImplementation: Implementation<NetworkProps, INetwork, typeof NETWORK.shape> = {
  create: (scope, id, props) => new HostsNetwork(scope, id, props),
  fromAttributes: (scope, id, attributes) => new ImportedNetwork(scope, id, attributes),
};
