/** Builds the section `cluster`: the cluster itself. */
import type { Deployment } from "../../model/component";
import { NETWORK } from "../network/contract";
import { existingClusterAttributes } from "./aws/existing-cluster";
import { isAdopted } from "./adopted";
import { KUBERNETES_CLUSTER, KubernetesCluster } from "./contract";
import type { ClusterSection } from "./section";

export function buildCluster(deployment: Deployment<ClusterSection>): void {
  const { facts, section, scope } = deployment;
  const network = deployment.require(NETWORK, "network");
  const { existing, values: _charts, ...aws } = section.aws;
  if (isAdopted(section, facts) && existing) {
    const attributes = existingClusterAttributes(existing, section.version, facts, network);
    deployment.publish(KUBERNETES_CLUSTER, "cluster", KubernetesCluster.fromExisting(scope, "Default", attributes));
    return;
  }
  const { pools = [], values: _values, ...settings } = section;
  const cluster = new KubernetesCluster(scope, "Default", {
    ...settings,
    aws,
    name: facts.name,
    region: facts.region,
    account: facts.account,
    network,
    deletionProtection: facts.protected,
    zonalShift: facts.protected || facts.profile === "full",
    tags: { ...facts.tags },
    pools: pools.map((pool) => ({
      ...pool,
      physicalName: deployment.physicalName(`pools.${pool.name}`, pool.name),
    })),
  });
  markPools(deployment, cluster);
  deployment.publish(KUBERNETES_CLUSTER, "cluster", cluster);
}

/** Every implementation makes a pool as `pools/<name>`; what is below comes from that entry of the file. */
function markPools(deployment: Deployment<ClusterSection>, cluster: KubernetesCluster): void {
  for (const pool of cluster.implementation.node.tryFindChild("pools")?.node.children ?? []) {
    deployment.from(`pools.${pool.node.id}`, pool);
  }
}
