/** The Kubernetes API of a simulated EKS cluster, as the simulated kubernetes provider reaches it. */
import type { ValueObject } from "../../../rehearsal/protocol/value";
import type { ClusterNode, ClusterType } from "../../../rehearsal/world/cluster-type";
import type { World } from "../../../rehearsal/world/world";
import { firstOf, numberOf, textOf } from "../../../rehearsal/engine/attributes";
import { nodesIn, USUAL_NODES, USUAL_VERSION } from "../../simulated-cluster/clusters";

export const eksClusterType: ClusterType = {
  type: "aws_eks_cluster",
  describe(attributes, world) {
    const endpoint = textOf(attributes.endpoint);
    if (endpoint === undefined) return undefined;
    const data = textOf(firstOf(attributes.certificate_authority)?.data);
    const region = textOf(attributes.region) ?? /\.([a-z0-9-]+)\.eks\./.exec(endpoint)?.[1] ?? "us-east-1";
    return {
      endpoint,
      version: textOf(attributes.version) ?? USUAL_VERSION,
      authority: data === undefined ? undefined : Buffer.from(data, "base64").toString("utf8"),
      loadBalancerDomain: `elb.${region}.amazonaws.com`,
      nodes: nodesOf(world, attributes),
      poolLabel: "eks.amazonaws.com/nodegroup",
      providerIds: "aws:///",
      addOns: world
        .list("aws_eks_addon")
        .filter((addon) => addon.attributes.cluster_name === attributes.name)
        .flatMap((addon) => textOf(addon.attributes.addon_name) ?? []),
    };
  },
};

/** Those of its node groups, as many as they want. */
function nodesOf(world: World, cluster: ValueObject): readonly ClusterNode[] {
  const name = textOf(cluster.name);
  const groups = world.list("aws_eks_node_group").filter(({ attributes }) => attributes.cluster_name === name);
  if (name === undefined || groups.length === 0) return nodesIn("default", USUAL_NODES);
  return groups.flatMap(({ attributes }) =>
    nodesIn(textOf(attributes.node_group_name) ?? "", numberOf(firstOf(attributes.scaling_config)?.desired_size) ?? 1),
  );
}
