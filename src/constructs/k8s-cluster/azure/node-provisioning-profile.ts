/** The block of a cluster that the bindings have no words for: written beside them, in this place alone. */
import type { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { allowedProvider, providerAtLeast, requireProvider } from "../../kit/azure/provider-floor";
import { NODE_PROVISIONING } from "./node-provisioning";

/**
 * A provider that has the block keeps what a cluster has where nothing is said of it: so it is said either way. Karpenter's own pools, which
 * know no limits, are not made.
 * @param provisioned whether AKS adds nodes by Karpenter
 * @throws JangadaError AZURE_PROVIDER_TOO_OLD
 */
export function writeNodeProvisioning(cluster: KubernetesCluster, provisioned: boolean): void {
  if (provisioned) requireProvider(cluster, NODE_PROVISIONING);
  if (!providerAtLeast(NODE_PROVISIONING.since, allowedProvider(cluster))) return;
  const profile = provisioned ? { mode: "Auto", default_node_pools: "None" } : { mode: "Manual" };
  cluster.addOverride("node_provisioning_profile", [profile]);
}
