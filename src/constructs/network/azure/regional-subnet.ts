/** A subnet over all zones, with a security group of its own. */
import { NetworkSecurityGroup } from "@cdktf/provider-azurerm/lib/network-security-group";
import { NetworkSecurityRule } from "@cdktf/provider-azurerm/lib/network-security-rule";
import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { SubnetNetworkSecurityGroupAssociation } from "@cdktf/provider-azurerm/lib/subnet-network-security-group-association";
import { Construct } from "constructs";
import { type Purpose, subnetCidr } from "./cidr-plan";
import { DELEGATIONS } from "./delegations";
import { rulesOf } from "./rules";

const JOIN = "Microsoft.Network/virtualNetworks/subnets/join/action";

export interface RegionalSubnetProps {
  /** What names in the cloud begin with. */
  readonly name: string;
  /** The location of the network. */
  readonly location: string;
  /** The resource group that it stands in. */
  readonly resourceGroupName: string;
  /** Name of the virtual network that it is a part of. */
  readonly virtualNetworkName: string;
  /** Address range of the whole network, such as 10.0.0.0/16. */
  readonly cidr: string;
}

/**
 * @security CKV2_AZURE_31 a security group on every subnet
 * @security CKV_AZURE_9 CKV_AZURE_10 CKV_AZURE_77 CKV_AZURE_160 AZU-0047 AZU-0048 AZU-0050 AZU-0051 nothing is let in from the internet
 */
export class RegionalSubnet extends Construct {
  public readonly subnet: Subnet;
  public readonly securityGroup: NetworkSecurityGroup;
  public readonly rules: readonly NetworkSecurityRule[];
  public readonly association: SubnetNetworkSecurityGroupAssociation;

  constructor(scope: Construct, purpose: Purpose, props: RegionalSubnetProps) {
    super(scope, purpose);
    const { name, location, resourceGroupName, virtualNetworkName, cidr } = props;
    const delegation = DELEGATIONS[purpose];
    this.subnet = new Subnet(this, "Resource", {
      name: purpose,
      resourceGroupName,
      virtualNetworkName,
      addressPrefixes: [subnetCidr(cidr, purpose)],
      // Without it, a machine reaches the internet by an address that nobody knows beforehand.
      defaultOutboundAccessEnabled: false,
      // Security groups count for private endpoints, too.
      privateEndpointNetworkPolicies: "Enabled",
      ...(delegation === undefined
        ? {}
        : { delegation: [{ name: "service", serviceDelegation: { name: delegation, actions: [JOIN] } }] }),
    });
    this.node.defaultChild = this.subnet;
    this.securityGroup = new NetworkSecurityGroup(this, "security-group", {
      name: `${name}-${purpose}`,
      location,
      resourceGroupName,
    });
    this.rules = rulesOf(purpose, cidr).map(
      (rule) =>
        new NetworkSecurityRule(this, rule.name, {
          name: rule.name,
          resourceGroupName,
          networkSecurityGroupName: this.securityGroup.name,
          priority: rule.priority,
          direction: rule.direction,
          access: rule.access,
          protocol: rule.protocol,
          sourcePortRange: "*",
          sourceAddressPrefix: rule.from,
          destinationAddressPrefix: rule.to,
          ...(rule.ports.length === 1
            ? { destinationPortRange: rule.ports[0] as string }
            : { destinationPortRanges: [...rule.ports] }),
        }),
    );
    // What the group says counts from the moment that it is on the subnet: it is said before.
    this.association = new SubnetNetworkSecurityGroupAssociation(this, "security-group-association", {
      subnetId: this.subnet.id,
      networkSecurityGroupId: this.securityGroup.id,
      dependsOn: [...this.rules],
    });
  }
}
