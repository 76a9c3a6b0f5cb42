/** Where a server is reached: in a subnet of its own, or by a private endpoint. Nobody reaches it from outside. */
import type { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import type { Construct } from "constructs";
import { type DetailedNetwork, privateZoneOf, subnetOf } from "../../kit/azure/network-place";
import { physicalName } from "../../kit/cdktf/names";
import type { PostgresDbSettings } from "../props";

/** Characters of an endpoint's name (learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules). */
const ENDPOINT_NAME = 64;

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
): PrivateEndpoint | undefined {
  const { privateEndpoint } = settings.azure;
  if (!privateEndpoint) return undefined;
  const called = physicalName([name, "postgres"], ENDPOINT_NAME);
  return new PrivateEndpoint(scope, "endpoint", {
    name: called,
    location: server.location,
    resourceGroupName: server.resourceGroupName,
    subnetId: subnetOf(network, "endpoints"),
    customNetworkInterfaceName: `${called}-nic`,
    privateServiceConnection: {
      name: called,
      isManualConnection: false,
      privateConnectionResourceId: server.id,
      subresourceNames: ["postgresqlServer"],
    },
    privateDnsZoneGroup: { name: "default", privateDnsZoneIds: [privateEndpoint.zoneId] },
  });
}
