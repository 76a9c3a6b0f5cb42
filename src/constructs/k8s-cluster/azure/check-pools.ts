/** What AKS asks of `cluster.pools`: a pool is a node pool in each of its zones. */
import type { SectionProblem } from "../../../model/component";
import { checkZonalPools } from "../check-zonal-pools";
import type { PoolSection } from "../pool-section";
import { ADDED_POOLS } from "./added-limits";
import { checkVmSize } from "./check-machines";
import { vmSizeOf } from "./machines";
import { poolName, SYSTEM_POOL } from "./pool-names";

/** Nodes of a pool at most (learn.microsoft.com/azure/aks/quotas-skus-regions, "Service quotas and limits"). */
export const MAX_NODES_PER_POOL = 1000;
/** GiB that a node's disk has at least and at most (learn.microsoft.com/azure/aks/concepts-storage, "OS disk sizing"). */
const DISK = { min: 30, max: 2048 };
/** Of labels and taints: AKS's own. */
const OWN_KEYS = /^(.*\.)?kubernetes\.azure\.com\//;

/** @param networkZones empty if they are not known, or there are none */
export function checkAzurePools(
  pools: readonly PoolSection[],
  networkZones: readonly string[],
  location: string,
): readonly SectionProblem[] {
  return [
    ...checkZonalPools(pools, networkZones, {
      block: "azure",
      zonesOf: ({ azure }) => azure.zones,
      emptyRefused: "AKS makes no node pool of none",
      maxNodes: MAX_NODES_PER_POOL,
      group: "a node pool",
      own: { name: "AKS", keys: OWN_KEYS },
    }),
    ...checkNames(pools, networkZones),
    ...pools.flatMap((pool, index) => [
      ...checkMachine(pool, index, location),
      ...checkZonesOfLocation(pool, index, networkZones),
      ...checkDisk(pool, index),
      ...checkSpot(pool, index),
    ]),
  ];
}

/** Two of them in one cluster must not be called the same, cut as they are. */
function checkNames(pools: readonly PoolSection[], networkZones: readonly string[]): readonly SectionProblem[] {
  const zones = networkZones.length === 0 ? [undefined] : [...new Set([...networkZones, "1", "2", "3"])];
  const taken = new Map<string, string>([
    [SYSTEM_POOL, "AKS's own"],
    ...Object.values(ADDED_POOLS).flatMap((name) =>
      zones.map((zone): [string, string] => [poolName(name, zone), "one of the nodes beyond the pools"]),
    ),
  ]);
  return pools.flatMap(({ name }, index): readonly SectionProblem[] => {
    const names = zones.map((zone) => poolName(name, zone));
    const clash = names.find((candidate) => taken.has(candidate) && taken.get(candidate) !== `that of '${name}'`);
    for (const candidate of names) taken.set(candidate, taken.get(candidate) ?? `that of '${name}'`);
    if (clash === undefined) return [];
    return [
      {
        path: ["pools", index, "name"],
        code: "CLUSTER_POOL_NAME_TAKEN",
        message: `Pool '${name}' would be '${clash}' in Azure, which is ${taken.get(clash)}.`,
        remedy: "Give it another name.",
      },
    ];
  });
}

function checkMachine(pool: PoolSection, index: number, location: string): readonly SectionProblem[] {
  const problem = checkVmSize(vmSizeOf(pool), location);
  const path = ["pools", index, ...(pool.azure.vmSize === undefined ? ["size"] : ["azure", "vmSize"])];
  return problem ? [{ ...problem, path }] : [];
}

/** A zone that is named where there are none: nothing in the network says so, since it has none either. */
function checkZonesOfLocation(
  { azure: { zones = [] }, name }: PoolSection,
  index: number,
  networkZones: readonly string[],
): readonly SectionProblem[] {
  if (zones.length === 0 || networkZones.length > 0) return [];
  return [
    {
      path: ["pools", index, "azure", "zones"],
      code: "CLUSTER_POOL_ZONE_NOT_IN_NETWORK",
      message: `Pool '${name}' is to have nodes in zone ${zones.join(", ")}, but the network is in no zones.`,
      remedy: "Leave out 'zones', or choose a location that has zones.",
    },
  ];
}

function checkDisk({ disk, name }: PoolSection, index: number): readonly SectionProblem[] {
  if (disk >= DISK.min && disk <= DISK.max) return [];
  return [
    {
      path: ["pools", index, "disk"],
      code: "CLUSTER_POOL_DISK_SIZE",
      message: `Nodes of pool '${name}' would have a disk of ${disk} GiB; AKS takes ${DISK.min} to ${DISK.max}.`,
      remedy: disk < DISK.min ? `Write 'disk: ${DISK.min}' or more.` : `Write 'disk: ${DISK.max}' or less.`,
    },
  ];
}

function checkSpot({ spot, name, taints }: PoolSection, index: number): readonly SectionProblem[] {
  if (!spot || taints.length > 0) return [];
  return [
    {
      path: ["pools", index, "spot"],
      severity: "warning",
      code: "CLUSTER_POOL_SPOT_TAINTED",
      message: `AKS taints nodes of spare capacity: only pods that tolerate 'kubernetes.azure.com/scalesetpriority=spot:NoSchedule' run in pool '${name}'.`,
      remedy: "Give them that toleration; beside this pool there must be one for the others.",
    },
  ];
}
