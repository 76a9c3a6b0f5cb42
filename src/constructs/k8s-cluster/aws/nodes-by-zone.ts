/** Where the numbers of a pool are found again: a node group in each of its zones. */
import type { DividedNumbers } from "../../../model/spread";

export const nodesByZoneOfPools: DividedNumbers = {
  type: "aws_eks_node_group",
  entry: "cluster.pools.*",
  label: "nodes by zone",
  min: "scaling_config.min_size",
  max: "scaling_config.max_size",
};
