/** How a client proves to EKS who it is. */
import { eksLogin } from "../../../targets/eks/client";
import type { ClusterAuth } from "../contract";

/** A short-lived token by the AWS command line, made anew by every client: none stands in the state. */
export function execAuth(cluster: { readonly clusterName: string; readonly region: string }): ClusterAuth {
  return { kind: "exec", ...eksLogin(cluster.clusterName, cluster.region) };
}
