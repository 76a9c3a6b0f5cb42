/** Builds the section `cluster`: the cluster itself. */
import type { Deployment } from "../../model/component";
import { kubeadmBlockOf } from "../../targets/kubeadm/block";
import { NETWORK } from "../network/contract";
import { CLUSTER_AUTHORITY } from "./authority-contract";
import { KUBERNETES_CLUSTER, KubernetesCluster } from "./contract";
import { type ClusterHosts, clusterPropsOf } from "./props";
import type { ClusterSection } from "./section";

export function buildCluster(deployment: Deployment<ClusterSection>): void {
  const { facts, section, scope } = deployment;
  const network = deployment.require(NETWORK, "network");
  const { pools, ...fields } = clusterPropsOf(section);
  const cluster = new KubernetesCluster(scope, "Default", {
    ...fields,
    name: facts.name,
    region: facts.region,
    account: facts.account,
    accountDetails: { ...facts.accountDetails },
    admins: [...facts.admins],
    network,
    deployFrom: facts.deployFrom,
    deletionProtection: facts.protected,
    zonalShift: facts.protected || facts.profile === "full",
    tags: { ...facts.tags },
    ...hostsOf(deployment),
    pools: pools.map((pool) => ({
      ...pool,
      physicalName: deployment.physicalName(`pools.${pool.name}`, pool.name),
    })),
  });
  markPools(deployment, cluster);
  deployment.publish(KUBERNETES_CLUSTER, "cluster", cluster);
}

function hostsOf(deployment: Deployment<ClusterSection>): { readonly hosts?: ClusterHosts } {
  const { facts } = deployment;
  const block = kubeadmBlockOf(facts);
  if (!block) return {};
  return { hosts: { block, profile: facts.profile, authority: deployment.require(CLUSTER_AUTHORITY, "cluster") } };
}

/**
 * Every implementation makes a pool as `pools/<name>`, and what it adds nodes to beyond them as `added`: what is below comes from that
 * place of the file.
 */
function markPools(deployment: Deployment<ClusterSection>, cluster: KubernetesCluster): void {
  for (const pool of cluster.implementation.node.tryFindChild("pools")?.node.children ?? []) {
    deployment.from(`pools.${pool.node.id}`, pool);
  }
  const added = cluster.implementation.node.tryFindChild("added");
  if (added) deployment.from("autoscaling", added);
}
