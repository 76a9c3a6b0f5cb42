import { nodesByZoneOfPools } from "../../../src/constructs/k8s-cluster/aws/nodes-by-zone";
import { isThing, partOf, type Range, rangeIn, sharesOf, sharesText } from "../../../src/operations/spread/shares";

const range = (least: number, most: number): Range => ({ least, most });
const zones = (given: Readonly<Record<string, Range>>): ReadonlyMap<string, Range> => new Map(Object.entries(given));

test.each([
  ["cluster.pools.system", "cluster_pools_system_eu-west-1a", "eu-west-1a"],
  ["cluster.pools.system", "cluster_pools_system-b_eu-west-1a", undefined],
  ["cluster.pools.system", "cluster_pools_system_launch-template_key", undefined],
  ["cluster.pools.system", "cluster_pools_system_", undefined],
])("of %s, the resource %s is the part %s", (path, name, part) => {
  expect(partOf(path, name)).toBe(part);
});

test.each([
  ["cluster.pools.system", true],
  ["cluster.pools", false],
  ["cluster.pools.system.nodes", false],
  ["cluster.api.system", false],
])("%s is a pool: %s", (path, expected) => {
  expect(isThing(nodesByZoneOfPools, path)).toBe(expected);
});

test("numbers stand in a list of one in plans and states, and in a map in what was synthesized", () => {
  const sizes = { min_size: 1, max_size: 3 };

  expect(rangeIn(nodesByZoneOfPools, { scaling_config: [sizes] })).toEqual(range(1, 3));
  expect(rangeIn(nodesByZoneOfPools, { scaling_config: sizes })).toEqual(range(1, 3));
  expect(rangeIn(nodesByZoneOfPools, { scaling_config: { ...sizes, min_size: "${var.least}" } })).toBeUndefined();
  expect(rangeIn(nodesByZoneOfPools, null)).toBeUndefined();
});

test.each([
  [
    "added zone",
    { a: range(3, 5), b: range(3, 4) },
    { a: range(2, 3), b: range(2, 3), c: range(2, 3) },
    "a 3 to 5 → 2 to 3, b 3 to 4 → 2 to 3, c none → 2 to 3",
  ],
  ["removed zone", { a: range(1, 3), b: range(1, 3) }, { a: range(1, 3) }, "a 1 to 3, b 1 to 3 → none"],
  ["new pool", {}, { a: range(2, 2), b: range(0, 1) }, "a 2, b 0 to 1"],
])("of a %s, every zone's old and new numbers are told", (_, before, after, text) => {
  expect(sharesText(sharesOf(zones(before), zones(after)))).toBe(text);
});
