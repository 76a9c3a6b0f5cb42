/** What a cluster on Azure tells of itself, and how its pods say who they are. */
import type { IConstruct } from "constructs";
import { JangadaError } from "../../../errors";

/** Of a service account: whose identity its pods take on (azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations). */
export const CLIENT_ID_ANNOTATION = "azure.workload.identity/client-id";

/** A cluster, as far as its attributes tell it. */
export interface DetailedCluster extends IConstruct {
  readonly attributes: { readonly details: Readonly<Record<string, string>> };
}

/** Object id of the identity that the cluster's control plane acts as; undefined of a cluster whose owner has not told it. */
export function clusterPrincipalOf(cluster: DetailedCluster): string | undefined {
  return cluster.attributes.details["identity-principal"];
}

/** The resource group that the cluster stands in, with all of its environment. */
export function clusterGroupOf(cluster: DetailedCluster): { readonly id: string; readonly name: string } {
  const name = detail(cluster, "resource-group");
  return { id: `/subscriptions/${detail(cluster, "subscription")}/resourceGroups/${name}`, name };
}

function detail(cluster: DetailedCluster, key: string): string {
  const value = cluster.attributes.details[key];
  if (value !== undefined) return value;
  throw new JangadaError({
    code: "CLUSTER_DETAIL_MISSING",
    message: `The cluster '${cluster.node.id}' has no '${key}' among its details.`,
    place: { construct: cluster.node.path, path: `details.${key}` },
    remedy: "Give it with the other attributes: `az aks show` shows them.",
  });
}
