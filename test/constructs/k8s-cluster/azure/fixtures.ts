/** A cluster on Azure in a network of its own, for unit tests. */
import type { TerraformStack } from "cdktf";
import { AksCluster } from "../../../../src/constructs/k8s-cluster/azure/aks-cluster";
import type { KubernetesClusterProps } from "../../../../src/constructs/k8s-cluster/props";
import { AzureNetwork } from "../../../../src/constructs/network/azure/azure-network";
import type { NetworkProps } from "../../../../src/constructs/network/props";
import { azureStack, LOCATION, SUBSCRIPTION, TENANT } from "../../azure-stack";

export const ADMINS = "aaaaaaaa-2222-4333-a444-555555555555";

export interface AksInStack {
  readonly stack: TerraformStack;
  readonly network: AzureNetwork;
  readonly cluster: AksCluster;
}

/**
 * @param props what differs from the smallest cluster
 * @param ofNetwork what differs from a network over three zones
 * @param providerVersion of azurerm, as the file may raise it
 */
export function aksIn(
  props: Partial<KubernetesClusterProps> = {},
  ofNetwork: Partial<NetworkProps> = {},
  providerVersion?: string,
): AksInStack {
  const stack = azureStack("test", providerVersion);
  const network = new AzureNetwork(stack, "network", {
    name: "dev",
    region: LOCATION,
    account: SUBSCRIPTION,
    zoneCount: 3,
    ...ofNetwork,
  });
  const cluster = new AksCluster(stack, "cluster", {
    name: "dev",
    region: LOCATION,
    account: SUBSCRIPTION,
    accountDetails: { tenant: TENANT },
    admins: [ADMINS],
    network,
    pools: [{ name: "apps" }],
    ...props,
  });
  return { stack, network, cluster };
}
