/** The Kubernetes API of a simulated AKS cluster, as the simulated kubernetes provider reaches it. */
import type { ValueObject } from "../../../rehearsal/protocol/value";
import type { ClusterNode, ClusterType } from "../../../rehearsal/world/cluster-type";
import type { World } from "../../../rehearsal/world/world";
import { firstOf, numberOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { nodesIn, USUAL_VERSION } from "../../simulated-cluster/clusters";
import { isNodeProvisioned } from "./node-provisioning";
import { minorOf } from "./versions";

export const aksClusterType: ClusterType = {
  type: "azurerm_kubernetes_cluster",
  describe(attributes, world) {
    const config = firstOf(attributes.kube_config);
    const endpoint = textOf(config?.host);
    if (endpoint === undefined) return undefined;
    const data = textOf(config?.cluster_ca_certificate);
    return {
      endpoint,
      version: minorOf(textOf(attributes.current_kubernetes_version) ?? USUAL_VERSION),
      ...(data === undefined ? {} : { authority: Buffer.from(data, "base64").toString("utf8") }),
      nodes: nodesOf(world, attributes),
      poolLabel: "kubernetes.azure.com/agentpool",
      providerIds: "azure:///",
      addOns: [
        // It comes with the drivers of volumes, where nobody has switched it off.
        ...(firstOf(attributes.storage_profile)?.snapshot_controller_enabled === false ? [] : ["snapshot-controller"]),
        ...(isNodeProvisioned(attributes) ? ["node-auto-provisioning"] : []),
      ],
    };
  },
};

/** Those of the cluster's own pool and of the others, as many as each has. */
function nodesOf(world: World, cluster: ValueObject): readonly ClusterNode[] {
  const others = world
    .list("azurerm_kubernetes_cluster_node_pool")
    .map(({ attributes }) => attributes)
    .filter(({ kubernetes_cluster_id }) => kubernetes_cluster_id === cluster.id);
  const own = firstOf(cluster.default_node_pool);
  return [...(own ? [own] : []), ...others].flatMap((pool) => {
    const zones = textsOf(pool.zones);
    return nodesIn(textOf(pool.name) ?? "", numberOf(pool.node_count) ?? numberOf(pool.min_count) ?? 1).map(
      (node, index) => {
        const zone = zones[index % Math.max(zones.length, 1)];
        return zone === undefined ? node : { ...node, zone: `${textOf(cluster.location)}-${zone}` };
      },
    );
  });
}
