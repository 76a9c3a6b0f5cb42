/** Where the numbers of a pool are found again: a node group in each of its zones. */
import type { Spread } from "../../../model/spread";

export const nodesByZoneOfPools: Spread = {
  type: "aws_eks_node_group",
  thing: "cluster.pools.*",
  called: "nodes by zone",
  least: "scaling_config.min_size",
  most: "scaling_config.max_size",
};
