/** A kubeconfig for an environment's cluster, from what its cluster stack publishes. Holds no credential. */
import { stringify } from "yaml";
import { JangadaError } from "../errors";
import type { Outputs } from "./outputs";

interface ClusterOutput {
  readonly clusterName: string;
  readonly endpoint: string;
  readonly certificateAuthority: string;
  readonly details: { readonly region?: string };
}

/** @throws JangadaError CLUSTER_NOT_DEPLOYED if no stack publishes a cluster */
export function kubeconfig(environment: string, outputs: Outputs): string {
  const cluster = Object.values(outputs)
    .map((stack) => stack["k8s-cluster_cluster"] as ClusterOutput | undefined)
    .find((found) => found !== undefined);
  if (!cluster) {
    throw new JangadaError({
      code: "CLUSTER_NOT_DEPLOYED",
      message: `Environment '${environment}' has no cluster yet.`,
      remedy: `Deploy ${environment}-cluster first.`,
    });
  }
  const { clusterName, endpoint, certificateAuthority, details } = cluster;
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      { name: clusterName, cluster: { server: endpoint, "certificate-authority-data": certificateAuthority } },
    ],
    contexts: [{ name: clusterName, context: { cluster: clusterName, user: clusterName } }],
    "current-context": clusterName,
    users: [
      {
        name: clusterName,
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "aws",
            args: [
              "eks",
              "get-token",
              "--cluster-name",
              clusterName,
              ...(details.region ? ["--region", details.region] : []),
            ],
            interactiveMode: "Never",
          },
        },
      },
    ],
  });
}
