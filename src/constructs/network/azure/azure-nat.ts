/** Network address translation: how nodes reach the internet, and nobody reaches them. */
import { NatGateway } from "@cdktf/provider-azurerm/lib/nat-gateway";
import { NatGatewayPublicIpAssociation } from "@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association";
import { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import { SubnetNatGatewayAssociation } from "@cdktf/provider-azurerm/lib/subnet-nat-gateway-association";
import { Construct } from "constructs";
import { ZONE_REDUNDANT_NAT } from "../../../targets/aks/nat-gateways";
import { requireProvider } from "../../kit/azure/provider-floor";
import type { RegionalSubnet } from "./regional-subnet";
import type { NAT_SKUS } from "./section";

export interface AzureNatProps {
  /** What names in the cloud begin with. */
  readonly name: string;
  /** The location of the network. */
  readonly location: string;
  /** The resource group that it stands in. */
  readonly resourceGroupName: string;
  /** The subnet whose way out it is. */
  readonly subnet: RegionalSubnet;
  /** @default Standard */
  readonly sku?: (typeof NAT_SKUS)[number];
  /** Of one of the kind Standard. @default none: Azure places it in one that it does not tell (regions without zones) */
  readonly zone?: string;
}

/** Whatever needs the way out depends on `association`: a cluster is refused before it. */
export class AzureNat extends Construct {
  public readonly address: PublicIp;
  public readonly gateway: NatGateway;
  public readonly association: SubnetNatGatewayAssociation;

  /** @throws JangadaError AZURE_PROVIDER_TOO_OLD for StandardV2 */
  constructor(scope: Construct, id: string, props: AzureNatProps) {
    super(scope, id);
    const { name, location, resourceGroupName, subnet, sku = "Standard", zone } = props;
    if (sku === "StandardV2") requireProvider(this, ZONE_REDUNDANT_NAT);
    const zones = zone === undefined ? {} : { zones: [zone] };
    const common = { name: `${name}-nat`, location, resourceGroupName, ...zones };
    this.address = new PublicIp(this, "address", { ...common, allocationMethod: "Static", sku });
    this.gateway = new NatGateway(this, "Resource", { ...common, skuName: sku });
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
