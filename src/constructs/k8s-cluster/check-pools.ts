/** Checks of `cluster.pools`. */
import type { SectionProblem } from "../../model/component";
import { notInNetwork } from "./check-zones";
import type { PoolSection } from "./pool-section";

export function checkPools(pools: readonly PoolSection[], networkZones: readonly string[]): readonly SectionProblem[] {
  return [
    ...pools.flatMap((pool, index) => [
      ...checkName(pools, pool, index),
      ...checkNumbers(pool, index),
      ...checkKind(pool, index),
      ...checkPoolZones(pool, index, networkZones),
    ]),
    ...checkOpen(pools),
  ];
}

function checkName(pools: readonly PoolSection[], { name }: PoolSection, index: number): readonly SectionProblem[] {
  if (pools.findIndex((other) => other.name === name) === index) return [];
  return [
    {
      path: ["pools", index, "name"],
      code: "CLUSTER_POOL_TWICE",
      message: `There are two pools called '${name}'.`,
      remedy: "Give one of them another name.",
    },
  ];
}

function checkNumbers({ min, max, name }: PoolSection, index: number): readonly SectionProblem[] {
  if (min <= max) return [];
  return [
    {
      path: ["pools", index, "min"],
      code: "CLUSTER_POOL_MIN_ABOVE_MAX",
      message: `Pool '${name}' has at least ${min} nodes in each zone, but at most ${max}.`,
      remedy: "Lower 'min', or raise 'max'.",
    },
  ];
}

function checkKind({ size, instanceType, name }: PoolSection, index: number): readonly SectionProblem[] {
  if (size === undefined || instanceType === undefined) return [];
  return [
    {
      path: ["pools", index, "instanceType"],
      code: "CLUSTER_POOL_SIZE_AND_TYPE",
      message: `Pool '${name}' names a size and an instance type.`,
      remedy: "Leave out one of them.",
    },
  ];
}

function checkPoolZones(pool: PoolSection, index: number, networkZones: readonly string[]): readonly SectionProblem[] {
  return (pool.zones ?? []).flatMap((zone, at, zones): readonly SectionProblem[] => {
    const path = ["pools", index, "zones", at];
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
        ...notInNetwork(zone),
      },
    ];
  });
}

/** CoreDNS and the platform's controllers tolerate no taints of pools. */
function checkOpen(pools: readonly PoolSection[]): readonly SectionProblem[] {
  if (pools.length === 0) {
    return [
      {
        path: ["pools"],
        code: "CLUSTER_NO_POOLS",
        message: "A cluster needs a pool: the platform's own pods run on it, Karpenter among them.",
        remedy: "Write a pool, or leave out 'pools' for the default.",
      },
    ];
  }
  const closed = pools.every(
    ({ taints, min }) => min === 0 || taints.some(({ effect }) => effect !== "PreferNoSchedule"),
  );
  if (!closed) return [];
  return [
    {
      path: ["pools"],
      code: "CLUSTER_NO_OPEN_POOL",
      message: "Every pool is tainted, or may have no nodes: cluster DNS and the platform's controllers find no place.",
      remedy: "Keep one pool without taints, with 'min' of 1 or more.",
    },
  ];
}
