import { nodesByZoneOfPools } from "../../../src/constructs/k8s-cluster/aws/nodes-by-zone";
import { readPlan } from "../../../src/operations/plan-model";
import { spreadLines } from "../../../src/operations/spread/spread-lines";
import { type ChangeParts, planOf } from "../plan-model/plans";

const sized = (min_size: number, max_size: number) => ({ scaling_config: [{ min_size, max_size, desired_size: 1 }] });

/** A node group of the pool `system`. */
const group = (zone: string, actions: readonly string[], before?: object, after?: object): ChangeParts => ({
  type: "aws_eks_node_group",
  name: `cluster_pools_system_${zone}`,
  actions,
  ...(before ? { before } : {}),
  ...(after ? { after } : {}),
});

function lines(...parts: readonly ChangeParts[]): readonly string[] {
  const { changes, standing = [] } = readPlan(planOf(parts), undefined, { judgedTogether: [nodesByZoneOfPools.type] });
  return spreadLines("cluster.pools.system", changes, standing, [nodesByZoneOfPools]);
}

test("of an added zone, each zone's old and new numbers, those that stay too", () => {
  expect(
    lines(
      group("a", ["update"], sized(2, 5), sized(1, 3)),
      group("b", ["no-op"], sized(1, 3), sized(1, 3)),
      group("c", ["create"], undefined, sized(1, 2)),
    ),
  ).toEqual(["nodes by zone: a 2 to 5 → 1 to 3, b 1 to 3, c none → 1 to 2"]);
});

test("of a removed zone, that it has none", () => {
  expect(lines(group("a", ["update"], sized(1, 3), sized(2, 6)), group("b", ["delete"], sized(1, 3)))).toEqual([
    "nodes by zone: a 1 to 3 → 2 to 6, b 1 to 3 → none",
  ]);
});

test("of a new pool, what each zone gets", () => {
  expect(lines(group("a", ["create"], undefined, sized(1, 3)), group("b", ["create"], undefined, sized(1, 2)))).toEqual(
    ["nodes by zone: a 1 to 3, b 1 to 2"],
  );
});

test.each<[string, readonly ChangeParts[]]>([
  ["a pool that goes as a whole", [group("a", ["delete"], sized(1, 3))]],
  [
    "a pool of which something else changes",
    [group("a", ["update"], { ...sized(1, 3), version: "1.34" }, { ...sized(1, 3), version: "1.35" })],
  ],
  [
    "numbers of another pool",
    [{ ...group("a", ["update"], sized(1, 3), sized(2, 3)), name: "cluster_pools_system-b_a" }],
  ],
  [
    "what its launch template is",
    [{ ...group("a", ["update"], sized(1, 3), sized(2, 3)), type: "aws_launch_template" }],
  ],
])("%s is told otherwise", (_, parts) => {
  expect(lines(...parts)).toEqual([]);
});
