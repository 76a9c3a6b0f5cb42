/** The names by which private services are found from within the network. */
import { PrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone";
import { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link";
import { Construct } from "constructs";
import type { PrivateZone } from "../../kit/azure/network-place";

/** Services by the ids of their zones (learn.microsoft.com/azure/private-link/private-endpoint-dns). */
export const PRIVATE_ZONES = {
  cluster: ({ location }: ZoneOwner) => `privatelink.${location}.azmk8s.io`,
  // Of a server in a subnet of its own, any name with that ending; the environment's, so that networks can be peered.
  databases: ({ name }: ZoneOwner) => `${name}.private.postgres.database.azure.com`,
  redis: () => "privatelink.redis.azure.net",
  "key-vault": () => "privatelink.vaultcore.azure.net",
  blob: () => "privatelink.blob.core.windows.net",
} as const satisfies { readonly [Z in PrivateZone]: (owner: ZoneOwner) => string };

export interface ZoneOwner {
  readonly name: string;
  readonly location: string;
}

export interface PrivateZonesProps extends ZoneOwner {
  /** The resource group that they stand in. */
  readonly resourceGroupName: string;
  /** Id of the network in which the names count. */
  readonly networkId: string;
}

/** Whatever is to be found by such a name depends on `links`: PostgreSQL refuses a zone that is not linked yet. */
export class PrivateZones extends Construct {
  public readonly zones: { readonly [Z in PrivateZone]: PrivateDnsZone };
  public readonly links: readonly PrivateDnsZoneVirtualNetworkLink[];

  constructor(scope: Construct, id: string, props: PrivateZonesProps) {
    super(scope, id);
    const { name, resourceGroupName, networkId: virtualNetworkId } = props;
    const links: PrivateDnsZoneVirtualNetworkLink[] = [];
    this.zones = Object.fromEntries(
      Object.entries(PRIVATE_ZONES).map(([service, nameOf]) => {
        const inZone = new Construct(this, service);
        const zone = new PrivateDnsZone(inZone, "Resource", { name: nameOf(props), resourceGroupName });
        inZone.node.defaultChild = zone;
        links.push(
          new PrivateDnsZoneVirtualNetworkLink(inZone, "link", {
            name,
            resourceGroupName,
            privateDnsZoneName: zone.name,
            virtualNetworkId,
            registrationEnabled: false,
          }),
        );
        return [service, zone];
      }),
    ) as unknown as { readonly [Z in PrivateZone]: PrivateDnsZone };
    this.links = links;
  }

  /** Ids of the zones, by what they are for. */
  public get ids(): { readonly [Z in PrivateZone]: string } {
    return Object.fromEntries(Object.entries(this.zones).map(([service, zone]) => [service, zone.id])) as {
      readonly [Z in PrivateZone]: string;
    };
  }
}
