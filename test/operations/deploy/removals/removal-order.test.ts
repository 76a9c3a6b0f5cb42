import fc from "fast-check";
import { inOrder } from "../../../../src/operations/dependency-order";
import { orderOf, type Pair } from "../../../../src/operations/deploy/removals/removal-order";

const STACKS = [
  { name: "network", dependencies: [] },
  { name: "cluster", dependencies: ["network"] },
  { name: "data", dependencies: ["network"] },
  { name: "platform", dependencies: ["network", "cluster", "data"] },
];

const pair = (producer: string, consumer: string, more: Partial<Pair> = {}): Pair => ({
  producer,
  consumer,
  needs: [],
  uses: [],
  bothRemove: false,
  ...more,
});
const uses = { uses: ["aws_subnet.c"] };
const needs = { needs: [["network", "privateSubnets", "d"]] };

/** The names in the order in which they run, one at a time. */
async function ran(pairs: readonly Pair[]): Promise<readonly string[]> {
  const names: string[] = [];
  await inOrder(orderOf(STACKS, pairs).stacks, 1, async ({ name }) => names.push(name) > 0);
  return names;
}

test("where nothing is taken away, what others read from goes first", async () => {
  expect(await ran([])).toEqual(["network", "cluster", "data", "platform"]);
});

test("what takes away goes after what uses it, and is named with that", async () => {
  const pairs = [pair("network", "cluster", uses), pair("network", "data", uses), pair("network", "platform")];

  const { appliedAfter, conflicts } = orderOf(STACKS, pairs);

  expect([...appliedAfter]).toEqual([["network", ["cluster", "data"]]]);
  expect(conflicts).toEqual([]);
  expect((await ran(pairs)).indexOf("network")).toBeGreaterThan(1);
});

test("where both take away, it goes backwards, as a destruction does", async () => {
  const pairs = [pair("cluster", "platform", { bothRemove: true }), pair("data", "platform", { bothRemove: true })];

  expect(await ran(pairs)).toEqual(["network", "platform", "cluster", "data"]);
});

test("a whole chain goes backwards; what is usual gives way to what must be", async () => {
  const pairs = [pair("network", "cluster", uses), pair("cluster", "platform", uses), pair("network", "platform")];

  const order = await ran(pairs);

  expect(order.filter((name) => name !== "data")).toEqual(["platform", "cluster", "network"]);
});

test("what is needed comes first, though both take something away that the other does not use", async () => {
  expect(await ran([pair("network", "cluster", { ...needs, bothRemove: true })])).toEqual([
    "network",
    "cluster",
    "data",
    "platform",
  ]);
});

test("what is needed of the same stack that takes away what is used has no order", () => {
  const [one, other] = [pair("network", "cluster", { ...needs, ...uses }), pair("network", "data", uses)];

  expect(orderOf(STACKS, [one, other]).conflicts).toEqual([one]);
});

test("nor has what is needed round three corners", () => {
  // The network goes after the platform, the platform after the data, and the data after the network.
  const pairs = [
    pair("network", "platform", uses),
    pair("data", "platform", { needs: [["postgres-db_orders", "host"]] }),
    pair("network", "data", needs),
  ];

  expect(orderOf(STACKS, pairs).conflicts.map(({ producer, consumer }) => [producer, consumer])).toEqual([
    ["network", "platform"],
  ]);
});

test("whatever the pairs: without a conflict, every stack runs, and none before what it must follow", async () => {
  const arbitrary = fc.tuple(
    ...STACKS.flatMap(({ name, dependencies }) =>
      dependencies.map((producer) =>
        fc.record({ uses: fc.boolean(), needs: fc.boolean(), bothRemove: fc.boolean() }).map((is) =>
          pair(producer, name, {
            ...(is.uses ? uses : {}),
            ...(is.needs ? needs : {}),
            bothRemove: is.bothRemove,
          }),
        ),
      ),
    ),
  );
  await fc.assert(
    fc.asyncProperty(arbitrary, async (pairs) => {
      fc.pre(orderOf(STACKS, pairs).conflicts.length === 0);
      const order = await ran(pairs);

      expect([...order].sort()).toEqual(STACKS.map(({ name }) => name).sort());
      for (const { producer, consumer, needs: needed, uses: used } of pairs) {
        if (needed.length > 0) expect(order.indexOf(producer)).toBeLessThan(order.indexOf(consumer));
        else if (used.length > 0) expect(order.indexOf(consumer)).toBeLessThan(order.indexOf(producer));
      }
    }),
  );
});
