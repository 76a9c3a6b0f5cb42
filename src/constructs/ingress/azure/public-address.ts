/** The address under which the ingress is found from the internet. It stays, whatever becomes of the cluster and its load balancer. */
import { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import type { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { Construct } from "constructs";
import { AZURE_REGIONS } from "../../../targets/aks/regions";

/** Zones by their numbers, which are the same in every location. */
const ZONES = ["1", "2", "3"];

export interface PublicAddressProps {
  /** Its name; a literal, since the Service is told it. */
  readonly name: string;
  /** The location of the network. */
  readonly location: string;
  /** The resource group that it stands in. */
  readonly group: ResourceGroup;
  /** Whether Terraform refuses to give it back. */
  readonly protected: boolean;
  /** Object id of the cluster's identity, which makes the load balancer; undefined where its owner lets it use the address. */
  readonly clusterPrincipalId: string | undefined;
}

export class PublicAddress extends Construct {
  public readonly resource: PublicIp;
  /** Without it, the cluster may not put the address on its load balancer. */
  public readonly role?: RoleAssignment;

  constructor(scope: Construct, id: string, props: PublicAddressProps) {
    super(scope, id);
    const { name, location, group, clusterPrincipalId: principalId } = props;
    this.resource = new PublicIp(this, "Resource", {
      name,
      location,
      resourceGroupName: group.name,
      sku: "Standard",
      allocationMethod: "Static",
      // In all zones at once, wherever nodes are: with fewer, the load balancer would be lost with one of them.
      ...((AZURE_REGIONS[location] ?? 0) >= ZONES.length ? { zones: ZONES } : {}),
      // Another address means waiting until nobody remembers the old one; whoever lets it through by a firewall never would.
      lifecycle: { preventDestroy: props.protected },
    });
    this.node.defaultChild = this.resource;
    if (principalId !== undefined) {
      // It looks the address up among all of the group (learn.microsoft.com/azure/aks/static-ip), which holds nothing else of a network.
      this.role = new RoleAssignment(this, "role", {
        scope: group.id,
        roleDefinitionName: "Network Contributor",
        principalId,
        principalType: "ServicePrincipal",
      });
    }
  }
}
