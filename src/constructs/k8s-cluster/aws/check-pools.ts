/** What EKS asks of `cluster.pools`: a pool is a managed node group in each of its zones. */
import type { SectionProblem } from "../../../model/component";
import { checkZonalPools } from "../check-zonal-pools";
import type { PoolSection } from "../pool-section";
import { missingZoneCause } from "./check-zones";

/**
 * Nodes of a managed node group at most (docs.aws.amazon.com/eks/latest/userguide/service-quotas.html, "Nodes per managed
 * node group"). It can be raised on request; a pool that is larger is better two.
 */
export const MAX_NODES_PER_GROUP = 450;

/** Of labels and taints: those of EKS, and of Karpenter, which adds nodes (karpenter.sh/docs/concepts/nodepools, "Well-Known Labels"). */
const OWN_KEYS = /^((.*\.)?eks\.amazonaws\.com|karpenter\.(sh|k8s\.aws))\//;

/** @param networkZones empty if they are not known: that is told of the network */
export function checkAwsPools(
  pools: readonly PoolSection[],
  networkZones: readonly string[],
): readonly SectionProblem[] {
  return checkZonalPools(pools, networkZones, {
    block: "aws",
    zonesOf: ({ aws }) => aws.zones,
    // docs.aws.amazon.com/eks/latest/APIReference/API_NodegroupScalingConfig.html
    emptyRefused: "EKS makes no node group of none",
    maxNodes: MAX_NODES_PER_GROUP,
    group: "a node group",
    own: { name: "EKS", keys: OWN_KEYS },
    missingZoneCause,
  });
}
