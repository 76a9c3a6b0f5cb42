/** The providers that make things through a cluster's API server, the same on every target. */
import { Fn, TerraformResource } from "cdktf";
import { KUBERNETES_CLUSTER } from "../../src/constructs/k8s-cluster/contract";
import type { EnvironmentStack } from "./environment-stack";

/** Kubernetes and Helm, in the tiers to which a cluster of an earlier one is there to be reached. */
export function configureClusterClients(stack: EnvironmentStack): void {
  if (stack.tier !== "platform" && stack.tier !== "workloads") return;
  const { HelmProvider } =
    require("@cdktf/provider-helm/lib/provider") as typeof import("@cdktf/provider-helm/lib/provider");
  const { KubernetesProvider } =
    require("@cdktf/provider-kubernetes/lib/provider") as typeof import("@cdktf/provider-kubernetes/lib/provider");
  const cluster = stack.require(KUBERNETES_CLUSTER, "cluster");
  const { auth } = cluster;
  const connection = { host: cluster.endpoint, clusterCaCertificate: Fn.base64decode(cluster.certificateAuthority) };
  const exec =
    auth.kind === "exec"
      ? { apiVersion: auth.apiVersion, command: auth.command, args: [...auth.args], env: { ...auth.env } }
      : undefined;
  const certificate =
    auth.kind === "client-certificate" ? { clientCertificate: auth.certificate, clientKey: auth.key } : {};
  new KubernetesProvider(stack, "kubernetes", { ...connection, ...certificate, ...(exec ? { exec: [exec] } : {}) });
  new HelmProvider(stack, "helm", { kubernetes: { ...connection, ...certificate, ...(exec ? { exec } : {}) } });
}

/** Whether a resource is one that is made through the cluster's API server. */
export function isInsideCluster(resource: TerraformResource): boolean {
  return /^(kubernetes_|helm_)/.test(resource.terraformResourceType);
}
