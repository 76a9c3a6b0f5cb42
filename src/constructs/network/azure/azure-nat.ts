/** Network address translation: how nodes reach the internet, and nobody reaches them. */
import { NatGateway } from "@cdktf/provider-azurerm/lib/nat-gateway";
import { NatGatewayPublicIpAssociation } from "@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association";
import { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import { SubnetNatGatewayAssociation } from "@cdktf/provider-azurerm/lib/subnet-nat-gateway-association";
import { Construct } from "constructs";
import type { RegionalSubnet } from "./regional-subnet";

export interface AzureNatProps {
  /** What names in the cloud begin with. */
  readonly name: string;
  /** The location of the network. */
  readonly location: string;
  /** The resource group that it stands in. */
  readonly resourceGroupName: string;
  /** The subnet whose way out it is. */
  readonly subnet: RegionalSubnet;
  /** @default none: Azure places it in one that it does not tell (regions without zones) */
  readonly zone?: string;
}

/** Whatever needs the way out depends on `association`: a cluster is refused before it. */
export class AzureNat extends Construct {
  public readonly address: PublicIp;
  public readonly gateway: NatGateway;
  public readonly association: SubnetNatGatewayAssociation;

  constructor(scope: Construct, id: string, props: AzureNatProps) {
    super(scope, id);
    const { name, location, resourceGroupName, subnet, zone } = props;
    const zones = zone === undefined ? {} : { zones: [zone] };
    const common = { name: `${name}-nat`, location, resourceGroupName, ...zones };
    this.address = new PublicIp(this, "address", { ...common, allocationMethod: "Static", sku: "Standard" });
    this.gateway = new NatGateway(this, "Resource", { ...common, skuName: "Standard" });
    this.node.defaultChild = this.gateway;
    const addressed = new NatGatewayPublicIpAssociation(this, "address-association", {
      natGatewayId: this.gateway.id,
      publicIpAddressId: this.address.id,
    });
    this.association = new SubnetNatGatewayAssociation(this, "subnet-association", {
      subnetId: subnet.subnet.id,
      natGatewayId: this.gateway.id,
      dependsOn: [addressed],
    });
  }
}
