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

const SERVICES = Object.keys(PRIVATE_ZONES) as readonly PrivateZone[];

export interface ZoneOwner {
  readonly name: string;
  readonly location: string;
}

export interface PrivateZonesProps extends ZoneOwner {
  /** The resource group that they stand in. */
  readonly resourceGroupName: string;
  /** Id of the network in which the names count. */
  readonly networkId: string;
  /** Ids of zones that exist: neither they nor their links are made. @default all are made */
  readonly existing?: { readonly [Z in PrivateZone]?: string | undefined };
}

/** Whatever is to be found by such a name depends on `links`: PostgreSQL refuses a zone that is not linked yet. */
export class PrivateZones extends Construct {
  public readonly zones: { readonly [Z in PrivateZone]?: PrivateDnsZone };
  /** Ids of all of them, made or not, by what they are for. */
  public readonly ids: { readonly [Z in PrivateZone]: string };
  public readonly links: readonly PrivateDnsZoneVirtualNetworkLink[];

  constructor(scope: Construct, id: string, props: PrivateZonesProps) {
    super(scope, id);
    const { name, resourceGroupName, networkId: virtualNetworkId, existing = {} } = props;
    const links: PrivateDnsZoneVirtualNetworkLink[] = [];
    this.zones = Object.fromEntries(
      SERVICES.filter((service) => existing[service] === undefined).map((service) => {
        const inZone = new Construct(this, service);
        const zone = new PrivateDnsZone(inZone, "Resource", { name: PRIVATE_ZONES[service](props), resourceGroupName });
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
    );
    this.ids = Object.fromEntries(
      SERVICES.map((service) => [service, existing[service] ?? this.zones[service]?.id]),
    ) as { readonly [Z in PrivateZone]: string };
    this.links = links;
  }
}
