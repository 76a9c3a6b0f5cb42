/** What a cluster on Azure tells of itself, and how its pods say who they are. */

/** Of a service account: whose identity its pods take on (azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations). */
export const CLIENT_ID_ANNOTATION = "azure.workload.identity/client-id";

/** A cluster, as far as its attributes tell it. */
export interface DetailedCluster {
  readonly attributes: { readonly details: Readonly<Record<string, string>> };
}

/** Object id of the identity that the cluster's control plane acts as; undefined of a cluster whose owner has not told it. */
export function clusterPrincipalOf(cluster: DetailedCluster): string | undefined {
  return cluster.attributes.details["identity-principal"];
}
