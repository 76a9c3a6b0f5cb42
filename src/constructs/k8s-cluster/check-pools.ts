/** Checks of `cluster.pools`, as they hold on every target. */
import type { SectionProblem } from "../../model/component";
import { checkPoolKeys } from "./check-pool-keys";
import type { PoolSection } from "./pool-section";

export function checkPools(pools: readonly PoolSection[]): readonly SectionProblem[] {
  return [
    ...pools.flatMap((pool, index) => [
      ...checkName(pools, pool, index),
      ...checkNumbers(pool, index),
      ...checkPoolKeys(pool, index),
    ]),
    ...checkUntaintedPool(pools),
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

function checkNumbers({ nodes: { min, max }, name }: PoolSection, index: number): readonly SectionProblem[] {
  if (min === undefined || max === undefined || min <= max) return [];
  return [
    {
      path: ["pools", index, "nodes", "min"],
      code: "CLUSTER_POOL_MIN_ABOVE_MAX",
      message: `Pool '${name}' has at least ${min} nodes, but at most ${max}.`,
      remedy: "Lower 'min', or raise 'max'.",
    },
  ];
}

/** CoreDNS and the platform's controllers tolerate no taints of pools. */
function checkUntaintedPool(pools: readonly PoolSection[]): readonly SectionProblem[] {
  if (pools.length === 0) {
    return [
      {
        path: ["pools"],
        code: "CLUSTER_NO_POOLS",
        message: "A cluster needs a pool: the platform's own pods run on it.",
        remedy: "Write a pool, or leave out 'pools' for the default.",
      },
    ];
  }
  const closed = pools.every(
    ({ taints, nodes }) => nodes.min === 0 || taints.some(({ effect }) => effect !== "PreferNoSchedule"),
  );
  if (!closed) return [];
  return [
    {
      path: ["pools"],
      code: "CLUSTER_NO_OPEN_POOL",
      message: "Every pool is tainted, or may have no nodes: cluster DNS and the platform's controllers find no place.",
      remedy: "Keep one pool without taints, with 'nodes.min' of 1 or more.",
    },
  ];
}
