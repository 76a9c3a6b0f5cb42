/** What a cluster on Azure tells of itself, and how its pods say who they are. */
import { clusterDetail, type DetailedCluster } from "../cluster-detail";

/** Of a service account: whose identity its pods take on (azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations). */
export const CLIENT_ID_ANNOTATION = "azure.workload.identity/client-id";

const SHOWN_BY = "az aks show";

/** Object id of the identity that the cluster's control plane acts as; undefined of a cluster whose owner has not told it. */
export function clusterPrincipalOf(cluster: DetailedCluster): string | undefined {
  return cluster.attributes.details["identity-principal"];
}

/** The resource group that the cluster stands in, with all of its environment. */
export function clusterGroupOf(cluster: DetailedCluster): { readonly id: string; readonly name: string } {
  const name = clusterDetail(cluster, "resource-group", SHOWN_BY);
  return { id: `/subscriptions/${clusterDetail(cluster, "subscription", SHOWN_BY)}/resourceGroups/${name}`, name };
}
