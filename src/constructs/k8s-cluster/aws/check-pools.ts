/** What EKS asks of `cluster.pools`: a pool is a managed node group in each of its zones. */
import type { SectionProblem } from "../../../model/component";
import { type NodeCount, nodesByZone, nodesOf } from "../nodes";
import type { PoolSection } from "../pool-section";
import { missingZoneCause } from "./check-zones";

/**
 * Nodes of a managed node group at most (docs.aws.amazon.com/eks/latest/userguide/service-quotas.html, "Nodes per managed
 * node group"). It can be raised on request; a pool that is larger is better two.
 */
export const MAX_NODES_PER_GROUP = 450;

/** @param networkZones empty if they are not known: that is told of the network */
export function checkAwsPools(
  pools: readonly PoolSection[],
  networkZones: readonly string[],
): readonly SectionProblem[] {
  return pools.flatMap((pool, index) => {
    const zones = [...new Set(pool.aws.zones ?? networkZones)].sort();
    return [
      ...checkPoolZones(pool, index, networkZones),
      ...(zones.length === 0 ? [] : checkNumbers(pool, index, zones)),
    ];
  });
}

function checkPoolZones(pool: PoolSection, index: number, networkZones: readonly string[]): readonly SectionProblem[] {
  return (pool.aws.zones ?? []).flatMap((zone, at, zones): readonly SectionProblem[] => {
    const path = ["pools", index, "aws", "zones", at];
    if (zones.indexOf(zone) !== at) {
      return [{ path, code: "CLUSTER_POOL_ZONE_TWICE", message: `'${zone}' is named twice.` }];
    }
    if (networkZones.length === 0 || networkZones.includes(zone)) return [];
    return [
      {
        path,
        code: "CLUSTER_POOL_ZONE_NOT_IN_NETWORK",
        message: `The network has no subnets in '${zone}'.`,
        remedy: `It has them in ${networkZones.join(", ")}.`,
        ...missingZoneCause(zone),
      },
    ];
  });
}

/** The first of what is wrong: what is right again with it is not told. */
function checkNumbers(pool: PoolSection, index: number, zones: readonly string[]): readonly SectionProblem[] {
  const count = nodesOf(pool, zones.length);
  const problem =
    checkEmptyZones(pool, count, zones) ??
    checkMinimum(pool, count, zones.length) ??
    checkGroupSize(pool, count, zones);
  return problem ? [{ ...problem, path: ["pools", index, "nodes", ...problem.path] }] : [];
}

/** EKS takes no group whose largest size is 0 (docs.aws.amazon.com/eks/latest/APIReference/API_NodegroupScalingConfig.html). */
function checkEmptyZones(
  { name }: PoolSection,
  { max }: NodeCount,
  zones: readonly string[],
): SectionProblem | undefined {
  if (max >= zones.length) return undefined;
  const emptyZones = zones.slice(max);
  return {
    path: ["max"],
    code: "CLUSTER_POOL_ZONE_WITHOUT_NODES",
    message: `Pool '${name}' may have ${max} nodes in ${zones.length} zones: in ${emptyZones.join(", ")} there could never be one, and EKS makes no node group of none.`,
    remedy: `Write 'max: ${zones.length}' or more, or name ${max === 1 ? "one zone" : `${max} zones`} under the pool's 'aws.zones'.`,
  };
}

/** Where both are written, that is told on every target; and the default of `min` is no more than any `max` that gets here. */
function checkMinimum(
  { name, nodes }: PoolSection,
  { min, max }: NodeCount,
  zones: number,
): SectionProblem | undefined {
  if (min <= max || nodes.max !== undefined) return undefined;
  return {
    path: ["min"],
    code: "CLUSTER_POOL_MIN_ABOVE_MAX",
    message: `Pool '${name}' has at least ${min} nodes, but at most ${max}: three for each of its ${zones} zones, where 'max' is left out.`,
    remedy: `Write 'max' too, ${min} or more.`,
  };
}

function checkGroupSize({ name }: PoolSection, count: NodeCount, zones: readonly string[]): SectionProblem | undefined {
  const largest = Math.max(...[...nodesByZone(count, zones).values()].map(({ max }) => max));
  if (largest <= MAX_NODES_PER_GROUP) return undefined;
  return {
    path: ["max"],
    code: "CLUSTER_POOL_ZONE_TOO_LARGE",
    message: `Pool '${name}' would have up to ${largest} nodes in a zone; a node group has ${MAX_NODES_PER_GROUP} at most.`,
    remedy: `Write 'max: ${MAX_NODES_PER_GROUP * zones.length}' or less for its ${zones.length} ${zones.length === 1 ? "zone" : "zones"}, or make it two pools.`,
  };
}
