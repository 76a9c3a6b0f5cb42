/** Which fields of the section AWS's attributes come from. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { poolTotal } from "../pool-total";
import { nodesByZoneOfPools } from "./nodes-by-zone";

const CLUSTER = "aws_eks_cluster";
const NODES = "aws_eks_node_group";

export const eksClusterFacts: ServiceFacts = {
  fileEntryOfType: { [CLUSTER]: "cluster", [NODES]: "cluster.pools.*" },
  dividedNumbers: [nodesByZoneOfPools],
  fileFields: [
    { type: CLUSTER, attribute: "version", field: "version" },
    { type: NODES, attribute: "scaling_config[0].min_size", field: "nodes.min", combined: poolTotal },
    { type: NODES, attribute: "scaling_config[0].max_size", field: "nodes.max", combined: poolTotal },
    {
      type: NODES,
      attribute: "capacity_type",
      field: "spot",
      value: (real) => (real === "SPOT" ? true : real === "ON_DEMAND" ? false : undefined),
    },
  ],
  fieldLabels: {
    [CLUSTER]: {
      version: { field: "version" },
      "vpc_config.*.endpoint_public_access": { field: "api.public" },
      "vpc_config.*.public_access_cidrs": { field: "api.public.cidrs" },
      "kubernetes_network_config.*.service_ipv4_cidr": { field: "serviceCidr" },
      deletion_protection: { field: "protected" },
      "upgrade_policy.*.support_type": { field: "support" },
    },
    [NODES]: {
      capacity_type: { field: "spot" },
      version: { field: "version" },
      ami_type: { field: "node image" },
      labels: { field: "labels" },
      "taint.*.value": { field: "taints" },
    },
    aws_launch_template: {
      instance_type: { field: "instance type" },
      "block_device_mappings.*.ebs.*.volume_size": { field: "disk", unit: "GiB" },
    },
  },
};
