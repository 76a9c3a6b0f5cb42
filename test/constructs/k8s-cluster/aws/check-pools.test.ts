/** What is said of the numbers of pools: whole sentences, of one zone and of several. */
import { checkAwsPools, MAX_NODES_PER_GROUP } from "../../../../src/constructs/k8s-cluster/aws/check-pools";
import type { PoolSection } from "../../../../src/constructs/k8s-cluster/pool-section";

const ZONES = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];

const told = (nodes: PoolSection["nodes"], zones: number): readonly string[] =>
  checkAwsPools(
    [{ name: "system", nodes, labels: {}, taints: [], aws: {} } as unknown as PoolSection],
    ZONES.slice(0, zones),
  ).map(({ code, path, message, remedy }) => `${code} ${path.join(".")}: ${message} ${remedy ?? ""}`);

test.each<[nodes: PoolSection["nodes"], zones: number, expected: string]>([
  [
    { min: 0, max: 1 },
    2,
    "CLUSTER_POOL_ZONE_WITHOUT_NODES pools.0.nodes.max: Pool 'system' may have 1 nodes in 2 zones: in eu-west-1b there could never be one, and EKS makes no node group of none. Write 'max: 2' or more, or name one zone under the pool's 'aws.zones'.",
  ],
  [
    { min: 0, max: 2 },
    3,
    "CLUSTER_POOL_ZONE_WITHOUT_NODES pools.0.nodes.max: Pool 'system' may have 2 nodes in 3 zones: in eu-west-1c there could never be one, and EKS makes no node group of none. Write 'max: 3' or more, or name 2 zones under the pool's 'aws.zones'.",
  ],
  [
    { min: 1, max: MAX_NODES_PER_GROUP + 1 },
    1,
    "CLUSTER_POOL_ZONE_TOO_LARGE pools.0.nodes.max: Pool 'system' would have up to 451 nodes in a zone; a node group has 450 at most. Write 'max: 450' or less for its 1 zone, or make it two pools.",
  ],
  [
    { min: 1, max: 2 * MAX_NODES_PER_GROUP + 1 },
    2,
    "CLUSTER_POOL_ZONE_TOO_LARGE pools.0.nodes.max: Pool 'system' would have up to 451 nodes in a zone; a node group has 450 at most. Write 'max: 900' or less for its 2 zones, or make it two pools.",
  ],
  [
    { min: 10 },
    2,
    "CLUSTER_POOL_MIN_ABOVE_MAX pools.0.nodes.min: Pool 'system' has at least 10 nodes, but at most 6: three for each of its 2 zones, where 'max' is left out. Write 'max' too, 10 or more.",
  ],
])("%j in %i zones", (nodes, zones, expected) => {
  expect(told(nodes, zones)).toEqual([expected]);
});

test.each<[nodes: PoolSection["nodes"], zones: number]>([
  [{ min: 0, max: 2 }, 2],
  [{ min: 1, max: 2 * MAX_NODES_PER_GROUP }, 2],
  [{ min: 6 }, 2],
  [{}, 3],
])("%j in %i zones is right", (nodes, zones) => {
  expect(told(nodes, zones)).toEqual([]);
});
