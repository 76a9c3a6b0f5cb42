/** Where a server is reached: in a subnet of its own, or by a private endpoint. Nobody reaches it from outside. */
import type { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import type { Construct } from "constructs";
import { type DetailedNetwork, privateZoneOf, subnetOf } from "../../kit/azure/network-place";
import { ServiceEndpoint } from "../../kit/azure/private-endpoint";
import type { PostgresDbSettings } from "../props";

/** What of its network a server is told. Without a subnet it has no address but its endpoint's. */
export function serverNetwork({ azure }: PostgresDbSettings, network: DetailedNetwork) {
  if (azure.privateEndpoint) return { publicNetworkAccessEnabled: false };
  return {
    publicNetworkAccessEnabled: false,
    delegatedSubnetId: azure.subnetId ?? subnetOf(network, "data"),
    privateDnsZoneId: azure.privateZoneId ?? privateZoneOf(network, "databases"),
  };
}

/** Its endpoint, where the file asks for one. */
export function serverEndpoint(
  scope: Construct,
  server: PostgresqlFlexibleServer,
  name: string,
  { settings, network }: { readonly settings: PostgresDbSettings; readonly network: DetailedNetwork },
): ServiceEndpoint | undefined {
  const { privateEndpoint } = settings.azure;
  if (!privateEndpoint) return undefined;
  return new ServiceEndpoint(scope, "endpoint", {
    name,
    location: server.location,
    resourceGroupName: server.resourceGroupName,
    network,
    resourceId: server.id,
    subresource: "postgresqlServer",
    zoneId: privateEndpoint.zoneId,
  });
}
