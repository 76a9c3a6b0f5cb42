/** What of the section AKS's resources stand for. */
import type { ServiceFacts } from "../../../model/resource-facts";

const CLUSTER = "azurerm_kubernetes_cluster";
const POOL = "azurerm_kubernetes_cluster_node_pool";

export const aksClusterFacts: ServiceFacts = {
  fileEntryOfType: { [CLUSTER]: "cluster", [POOL]: "cluster.pools.*" },
  dividedNumbers: [
    { type: POOL, entry: "cluster.pools.*", label: "nodes by zone", min: "min_count", max: "max_count" },
  ],
};
