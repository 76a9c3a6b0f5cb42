/** The provider blocks of an environment's stacks on AWS. */
import { Fn, TerraformResource, type TerraformStack } from "cdktf";
import type { EnvironmentStack } from "../modules/environment-stack";
import { KUBERNETES_CLUSTER } from "../../src/constructs/k8s-cluster/contract";

/** AWS everywhere; Kubernetes and Helm only where a cluster of an earlier tier is there to be reached. */
export function configureProviders(stack: EnvironmentStack): void {
  const { AwsProvider } =
    require("@cdktf/provider-aws/lib/provider") as typeof import("@cdktf/provider-aws/lib/provider");
  const { facts } = stack.environment;
  new AwsProvider(stack, "aws", {
    region: facts.region,
    // Keeps dev from being deployed into prod's account, whoever's credentials are at hand.
    allowedAccountIds: [facts.account],
    defaultTags: [{ tags: { ...facts.tags } }],
  });
  if (stack.tier === "platform" || stack.tier === "workloads") configureClusterClients(stack);
}

/** AWS alone. The tags name no environment: several may keep their states in the bucket. */
export function configureBootstrapProvider(
  stack: TerraformStack,
  { region, account }: { readonly region: string; readonly account: string },
): void {
  const { AwsProvider } =
    require("@cdktf/provider-aws/lib/provider") as typeof import("@cdktf/provider-aws/lib/provider");
  new AwsProvider(stack, "aws", {
    region,
    allowedAccountIds: [account],
    defaultTags: [{ tags: { managedBy: "jangada" } }],
  });
}

function configureClusterClients(stack: EnvironmentStack): void {
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
