import { inDependencyOrder, inOrder, reversed } from "../../src/operations/dependency-order";

interface Item {
  readonly name: string;
  readonly dependencies: readonly string[];
}

const network: Item = { name: "network", dependencies: [] };
const cluster: Item = { name: "cluster", dependencies: ["network"] };
const data: Item = { name: "data", dependencies: ["network"] };
const platform: Item = { name: "platform", dependencies: ["network", "cluster", "data"] };
const all = [platform, data, cluster, network];

/** Records when each item starts and ends. */
function recorder(failing: readonly string[] = []) {
  const log: string[] = [];
  const work = async (item: Item): Promise<boolean> => {
    log.push(`+${item.name}`);
    await new Promise((resolve) => setImmediate(resolve));
    log.push(`-${item.name}`);
    return !failing.includes(item.name);
  };
  return { log, work };
}

describe("inOrder", () => {
  test("given dependencies, starts each after all that it needs, independent ones side by side", async () => {
    const { log, work } = recorder();

    const outcomes = await inOrder(all, 4, work);

    expect(log[0]).toBe("+network");
    expect(log.slice(2, 4).sort()).toEqual(["+cluster", "+data"]);
    expect(log.slice(-2)).toEqual(["+platform", "-platform"]);
    expect([...outcomes.values()]).toEqual(["done", "done", "done", "done"]);
  });

  test("given a limit of one, never runs two at once", async () => {
    const { log, work } = recorder();

    await inOrder(all, 1, work);

    log.forEach((entry, index) => {
      if (entry.startsWith("+")) expect(log[index + 1]).toBe(`-${entry.slice(1)}`);
    });
  });

  test("given a failure, skips what depends on it and goes on with the rest", async () => {
    const { log, work } = recorder(["cluster"]);

    const outcomes = await inOrder(all, 4, work);

    expect(Object.fromEntries(outcomes)).toEqual({
      network: "done",
      cluster: "failed",
      data: "done",
      platform: "skipped",
    });
    expect(log).not.toContain("+platform");
  });

  test("given a cycle, ends instead of waiting for ever", async () => {
    const { work } = recorder();
    const left: Item = { name: "left", dependencies: ["right"] };
    const right: Item = { name: "right", dependencies: ["left"] };

    const outcomes = await inOrder([left, right], 2, work);

    expect(outcomes.size).toBe(0);
  });

  test("given a dependency outside the selection, counts it as done", async () => {
    const { work } = recorder();

    const outcomes = await inOrder([platform], 2, work);

    expect(outcomes.get("platform")).toBe("done");
  });
});

describe("reversed", () => {
  test("given stacks, each waits for what depended on it", () => {
    const order = reversed(all);

    expect(order.find((item) => item.name === "network")?.dependencies).toEqual(["platform", "data", "cluster"]);
    expect(order.find((item) => item.name === "platform")?.dependencies).toEqual([]);
  });
});

describe("inDependencyOrder", () => {
  test("given stacks in any order, puts each after what it depends on", () => {
    expect(inDependencyOrder(all).map((item) => item.name)).toEqual(["network", "data", "cluster", "platform"]);
  });

  test("given a cycle, loses nothing", () => {
    const left: Item = { name: "left", dependencies: ["right"] };
    const right: Item = { name: "right", dependencies: ["left"] };

    expect(inDependencyOrder([left, right, network]).map((item) => item.name)).toEqual(["network", "left", "right"]);
  });
});
