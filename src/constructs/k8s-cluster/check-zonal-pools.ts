/** Checks of pools that a target makes as a group of nodes in each of their zones. */
import type { SectionProblem } from "../../model/component";
import { checkCloudKeys, type OwnKeys } from "./check-pool-keys";
import { type NodeCount, nodesByZone, nodesOf } from "./nodes";
import type { PoolSection } from "./pool-section";

/** How a target speaks of it, and what it takes. */
export interface ZonalGroups {
  /** The key of the target's block. */
  readonly block: string;
  /** The zones that the block of a pool names. */
  zonesOf(pool: PoolSection): readonly string[] | undefined;
  /** Why none can be without nodes for ever, as the end of a sentence. */
  readonly emptyRefused: string;
  /** Nodes of one group at most. */
  readonly maxNodes: number;
  /** What people call one: `a node group`. */
  readonly group: string;
  /** Keys of labels and taints that are the target's. */
  readonly own: OwnKeys;
  /** Why a zone is missing. @default nothing more is known */
  missingZoneCause?(zone: string): Pick<SectionProblem, "cause" | "reliesOn">;
}

/** @param networkZones empty if they are not known, or there are none */
export function checkZonalPools(
  pools: readonly PoolSection[],
  networkZones: readonly string[],
  target: ZonalGroups,
): readonly SectionProblem[] {
  return pools.flatMap((pool, index) => {
    const zones = [...new Set(target.zonesOf(pool) ?? networkZones)].sort();
    return [
      ...checkCloudKeys(pool, index, target.own),
      ...checkPoolZones(pool, index, networkZones, target),
      ...(zones.length === 0 ? [] : checkNumbers(pool, index, zones, target)),
    ];
  });
}

function checkPoolZones(
  pool: PoolSection,
  index: number,
  networkZones: readonly string[],
  target: ZonalGroups,
): readonly SectionProblem[] {
  return (target.zonesOf(pool) ?? []).flatMap((zone, at, zones): readonly SectionProblem[] => {
    const path = ["pools", index, target.block, "zones", at];
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
        ...target.missingZoneCause?.(zone),
      },
    ];
  });
}

/** The first of what is wrong: what is right again with it is not told. */
function checkNumbers(
  pool: PoolSection,
  index: number,
  zones: readonly string[],
  target: ZonalGroups,
): readonly SectionProblem[] {
  const count = nodesOf(pool, zones.length);
  const problem =
    checkEmptyZones(pool, count, zones, target) ??
    checkMinimum(pool, count, zones.length) ??
    checkGroupSize(pool, count, zones, target);
  return problem ? [{ ...problem, path: ["pools", index, "nodes", ...problem.path] }] : [];
}

function checkEmptyZones(
  { name }: PoolSection,
  { max }: NodeCount,
  zones: readonly string[],
  { block, emptyRefused }: ZonalGroups,
): SectionProblem | undefined {
  if (max >= zones.length) return undefined;
  const emptyZones = zones.slice(max);
  return {
    path: ["max"],
    code: "CLUSTER_POOL_ZONE_WITHOUT_NODES",
    message: `Pool '${name}' may have ${max} nodes in ${zones.length} zones: in ${emptyZones.join(", ")} there could never be one, and ${emptyRefused}.`,
    remedy: `Write 'max: ${zones.length}' or more, or name ${max === 1 ? "one zone" : `${max} zones`} under the pool's '${block}.zones'.`,
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

function checkGroupSize(
  { name }: PoolSection,
  count: NodeCount,
  zones: readonly string[],
  { maxNodes, group }: ZonalGroups,
): SectionProblem | undefined {
  const largest = Math.max(...[...nodesByZone(count, zones).values()].map(({ max }) => max));
  if (largest <= maxNodes) return undefined;
  return {
    path: ["max"],
    code: "CLUSTER_POOL_ZONE_TOO_LARGE",
    message: `Pool '${name}' would have up to ${largest} nodes in a zone; ${group} has ${maxNodes} at most.`,
    remedy: `Write 'max: ${maxNodes * zones.length}' or less for its ${zones.length} ${zones.length === 1 ? "zone" : "zones"}, or make it two pools.`,
  };
}
