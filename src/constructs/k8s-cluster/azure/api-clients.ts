/** Lets ranges beyond the network reach the API server's private address: those of a VPN, say. */
import { NetworkSecurityRule } from "@cdktf/provider-azurerm/lib/network-security-rule";
import type { Construct } from "constructs";
import { JangadaError } from "../../../errors";
import { apiServerSecurityGroupOf, resourceGroupOf } from "../../kit/azure/network-place";
import type { INetwork } from "../../network/contract";

/** Behind the network's own rules, before the one that refuses all the rest. */
const PRIORITY = 2000;

/**
 * One rule with all ranges, so that one more or less moves no other. The network itself reaches the API server always: its nodes do.
 * @throws JangadaError CLUSTER_API_CLIENTS_UNSERVED in a network whose rules are its owner's
 */
export function letClientsIn(
  scope: Construct,
  id: string,
  network: INetwork,
  clients: readonly string[] | undefined,
): NetworkSecurityRule | undefined {
  const ranges = [...new Set(clients ?? [])].filter((range) => range !== network.cidr).sort();
  if (ranges.length === 0) return undefined;
  const networkSecurityGroupName = apiServerSecurityGroupOf(network);
  if (networkSecurityGroupName === undefined) {
    throw new JangadaError({
      code: "CLUSTER_API_CLIENTS_UNSERVED",
      message: `Rules of the network are its owner's to write: ${ranges.join(", ")} cannot be let in to the API server.`,
      place: { construct: scope.node.path, path: "api.clients" },
      remedy: "Leave out 'api.clients', and have the owner let in TCP 443 to the API server's subnet.",
    });
  }
  return new NetworkSecurityRule(scope, id, {
    name: "api-clients",
    resourceGroupName: resourceGroupOf(network),
    networkSecurityGroupName,
    priority: PRIORITY,
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    sourcePortRange: "*",
    sourceAddressPrefixes: ranges,
    destinationAddressPrefix: "*",
    destinationPortRange: "443",
  });
}
