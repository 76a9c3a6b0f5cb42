/** How a client proves to EKS who it is. */
import type { ClusterAuth } from "../contract";

/** A short-lived token by the AWS command line, made anew by every client: none stands in the state. */
export function execAuth(cluster: { readonly clusterName: string; readonly region: string }): ClusterAuth {
  return {
    kind: "exec",
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "aws",
    args: ["eks", "get-token", "--cluster-name", cluster.clusterName, "--region", cluster.region],
  };
}
