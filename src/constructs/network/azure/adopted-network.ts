/** A virtual network that exists, and what an environment needs beside it. */
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { Construct } from "constructs";
import { networkDetails } from "../../kit/azure/network-place";
import { validateProps } from "../../kit/cdktf/props";
import type { INetwork, NetworkAttributes, Subnet, SubnetTier } from "../contract";
import { subnetsOf } from "../imported-network";
import type { NetworkProps } from "../props";
import { azureNetworkSchema } from "./azure-network-schema";
import { zonesFor } from "./check";
import { checkExistingNetwork } from "./check-existing";
import type { ExistingAzureNetwork } from "./existing-section";
import { PrivateZones } from "./private-zones";

/**
 * Nothing of the network itself is touched: its subnets, their rules and routes, and its flow logs are its owner's. Made are the
 * resource group of what stands in it, and the private zones that no file names, with their links.
 */
export class AdoptedAzureNetwork extends Construct implements INetwork {
  public readonly networkId: string;
  public readonly cidr: string;
  public readonly zones: readonly string[];
  public readonly resourceGroup: ResourceGroup;
  public readonly privateZones: PrivateZones;
  private readonly subnetIds: ExistingAzureNetwork["subnets"];

  /** @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, and the codes of the checks of `network.azure.existing` */
  constructor(scope: Construct, id: string, props: NetworkProps, existing: ExistingAzureNetwork) {
    super(scope, id);
    const { cidr, nat, privateEndpoints } = props;
    const {
      name,
      region: location,
      azure,
      zoneCount,
    } = validateProps(this, azureNetworkSchema, props, (settings) =>
      // A construct's own defaults say how a network is made: what counts here is what was given.
      checkExistingNetwork({ ...settings, cidr, nat, privateEndpoints }, existing, {
        group: settings.name,
        location: settings.region,
      }),
    );
    this.networkId = existing.networkId;
    this.cidr = existing.cidr;
    this.zones = zonesFor({ zoneCount, azure }, location);
    this.subnetIds = existing.subnets;
    this.resourceGroup = new ResourceGroup(this, "resource-group", { name, location });
    this.node.defaultChild = this.resourceGroup;
    this.privateZones = new PrivateZones(this, "private-zones", {
      name,
      location,
      resourceGroupName: this.resourceGroup.name,
      networkId: this.networkId,
      existing: azure.privateZones ?? {},
    });
  }

  public subnets(tier: SubnetTier): readonly Subnet[] {
    return subnetsOf(this.attributes, tier);
  }

  public get attributes(): NetworkAttributes {
    const { nodes, endpoints, data, public: balancers = nodes, "api-server": apiServer } = this.subnetIds;
    return {
      networkId: this.networkId,
      cidr: this.cidr,
      zones: this.zones,
      publicSubnets: { public: balancers },
      privateSubnets: { nodes },
      dataSubnets: data === undefined ? {} : { data },
      intraSubnets: { ...(apiServer === undefined ? {} : { "api-server": apiServer }), endpoints },
      // Security groups are not told: their rules are the owner's to write.
      details: networkDetails({ resourceGroupName: this.resourceGroup.name, zoneIds: this.privateZones.ids }),
    };
  }
}
