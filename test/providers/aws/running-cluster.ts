/** A running cluster for tests, and how to change it. */
import type { ValueObject } from "../../../src/rehearsal/protocol/value";
import { textAt } from "../support/simulated";
import { Aws, cluster, clusterConfig, type Given, network, role } from "./support";

/** A cluster in a network of its own. */
export async function running(more: Given = {}) {
  const aws = await Aws.open();
  const made = await network(aws);
  const eks = await cluster(aws, made.subnetIds, more);
  const change = (given: Given, prior: ValueObject = eks) =>
    aws.make("aws_eks_cluster", clusterConfig(textAt(eks, "role_arn"), made.subnetIds, { ...more, ...given }), prior);
  return { aws, ...made, eks, change };
}

/** The same with a node group. */
export async function withNodes(more: Given = {}) {
  const made = await running();
  const { arn } = await role(made.aws, "nodes");
  const config = (given: Given = {}): Given => ({
    cluster_name: "dev",
    node_group_name: "general",
    node_role_arn: arn,
    subnet_ids: [made.subnetIds[0]],
    scaling_config: [{ min_size: 1, desired_size: 1, max_size: 2 }],
    ...more,
    ...given,
  });
  return { ...made, config, group: await made.aws.make("aws_eks_node_group", config()) };
}
