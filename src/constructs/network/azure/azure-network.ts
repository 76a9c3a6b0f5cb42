/** A network on Azure: a virtual network with a subnet for each purpose, over all zones. */
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network";
import { Construct } from "constructs";
import type { SectionProblem } from "../../../model/component";
import type { Implementation } from "../../../model/contract";
import { networkDetails } from "../../kit/azure/network-place";
import { validateProps } from "../../kit/cdktf/props";
import { checkNetwork } from "../check";
import type { INetwork, NETWORK, NetworkAttributes, Subnet, SubnetTier } from "../contract";
import { ImportedNetwork, subnetsOf } from "../imported-network";
import type { NetworkProps, NetworkSettings } from "../props";
import { AdoptedAzureNetwork } from "./adopted-network";
import { AzureFlowLogs } from "./azure-flow-logs";
import { AzureNat } from "./azure-nat";
import { azureNetworkSchema } from "./azure-network-schema";
import { checkAzureNetwork, natZoneFor, zonesFor } from "./check";
import { type Purpose, PURPOSES } from "./cidr-plan";
import { existingAzureNetwork } from "./existing-section";
import { PrivateZones } from "./private-zones";
import { RegionalSubnet } from "./regional-subnet";

const ADOPTED: SectionProblem = {
  path: ["azure", "existing"],
  code: "NETWORK_EXISTING_CONTRADICTION",
  message: "A network that exists is not made.",
  remedy: "Use Network, or Network.fromExisting.",
};

const checkMade = (settings: NetworkSettings): readonly SectionProblem[] => [
  ...(settings.azure.existing ? [ADOPTED] : []),
  ...checkNetwork(settings),
  ...checkAzureNetwork(settings, settings.region).filter(({ severity }) => severity !== "warning"),
];

/**
 * - `public`: load balancers of the network's own.
 * - `private`: nodes; out by NAT.
 * - `data`: databases, to which it is given; no way out but to Azure's storage and Entra ID.
 * - `intra`: the API server, to which its subnet is given, and private endpoints.
 *
 * Each has a security group whose rules are said whole, and no address that Azure would give it for the way out.
 */
export class AzureNetwork extends Construct implements INetwork {
  public readonly zones: readonly string[];
  public readonly cidr: string;
  public readonly resourceGroup: ResourceGroup;
  public readonly virtualNetwork: VirtualNetwork;
  public readonly purposes: { readonly [P in Purpose]: RegionalSubnet };
  /** Absent with `nat: none`. */
  public readonly nat?: AzureNat;
  public readonly privateZones: PrivateZones;
  public readonly flowLogs: AzureFlowLogs;

  /** @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, AZURE_PROVIDER_TOO_OLD, and the codes of the section's own checks */
  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const settings = validateProps(this, azureNetworkSchema, props, checkMade);
    const { name, region: location, account, cidr } = settings;
    this.cidr = cidr;
    this.zones = zonesFor(settings, location);

    this.resourceGroup = new ResourceGroup(this, "resource-group", { name, location });
    const resourceGroupName = this.resourceGroup.name;
    this.virtualNetwork = new VirtualNetwork(this, "Resource", {
      name,
      location,
      resourceGroupName,
      addressSpace: [cidr],
    });
    this.node.defaultChild = this.virtualNetwork;
    const networkId = this.virtualNetwork.id;

    const place = { name, location, resourceGroupName };
    const within = { ...place, virtualNetworkName: this.virtualNetwork.name, cidr };
    this.purposes = Object.fromEntries(
      PURPOSES.map((purpose) => [purpose, new RegionalSubnet(this, purpose, within)]),
    ) as unknown as { readonly [P in Purpose]: RegionalSubnet };
    if (settings.nat !== "none") {
      const zone = natZoneFor(settings, location);
      const { natSku: sku } = settings.azure;
      this.nat = new AzureNat(this, "nat", {
        ...place,
        subnet: this.purposes.nodes,
        ...(sku === undefined ? {} : { sku }),
        ...(zone === undefined ? {} : { zone }),
      });
    }
    this.privateZones = new PrivateZones(this, "private-zones", {
      ...place,
      networkId,
      existing: settings.azure.privateZones ?? {},
    });
    this.flowLogs = new AzureFlowLogs(this, "flow-logs", {
      ...place,
      subscription: account,
      networkId,
      retentionDays: settings.logRetentionDays,
    });
  }

  public get networkId(): string {
    return this.virtualNetwork.id;
  }

  public subnets(tier: SubnetTier): readonly Subnet[] {
    return subnetsOf(this.attributes, tier);
  }

  public get attributes(): NetworkAttributes {
    const ids = (...purposes: readonly Purpose[]) =>
      Object.fromEntries(purposes.map((purpose) => [purpose, this.purposes[purpose].subnet.id]));
    return {
      networkId: this.networkId,
      cidr: this.cidr,
      zones: this.zones,
      publicSubnets: ids("public"),
      privateSubnets: ids("nodes"),
      dataSubnets: ids("data"),
      intraSubnets: ids("api-server", "endpoints"),
      details: networkDetails({
        resourceGroupName: this.resourceGroup.name,
        zoneIds: this.privateZones.ids,
        nodesSecurityGroup: this.purposes.nodes.securityGroup.name,
        apiServerSecurityGroup: this.purposes["api-server"].securityGroup.name,
      }),
    };
  }
}

export const azureNetworkImplementation: Implementation<NetworkProps, INetwork, typeof NETWORK.shape> = {
  create: (scope, id, props) =>
    props.azure?.existing
      ? new AdoptedAzureNetwork(scope, id, props, existingAzureNetwork.parse(props.azure.existing))
      : new AzureNetwork(scope, id, props),
  fromAttributes: (scope, id, attributes) => new ImportedNetwork(scope, id, attributes),
};
