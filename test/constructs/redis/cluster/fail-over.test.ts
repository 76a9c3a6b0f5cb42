/** A cache with copies, as real programs: who writes, who is led there, and what is left when a node goes. */
import { serviceRules } from "../../../../src/constructs/redis/acl";
import type { Node } from "../../../../src/constructs/redis/cluster/names";
import { cacheServiceSchema } from "../../../../src/constructs/redis/services";
import { until } from "../../../helpers/until";
import { ValkeyNodes } from "../../../helpers/valkey-nodes";

const PASSWORD = "p".repeat(40);
const USERS = [
  {
    name: "web",
    rules: serviceRules(cacheServiceSchema.parse({ name: "web" }), { sharded: false }),
    passwords: ["web.1"],
  },
];

describe("given a queue with two copies, three Sentinels and a proxy", () => {
  let nodes: ValkeyNodes;
  let proxy: Awaited<ReturnType<ValkeyNodes["startProxy"]>>;

  const web = (place: Node, ...command: readonly string[]): Promise<string> =>
    nodes.askAs(place, "web", PASSWORD, ...command);
  const followers = async (node: Node): Promise<number> =>
    ((await nodes.ask(node, "proxy", "INFO", "replication")).match(/state=online/g) ?? []).length;
  const someoneElseWrites = async (before: Node): Promise<Node> => {
    await until("another node writes", async () => {
      const writer = await nodes.writer();
      return writer !== undefined && writer !== before;
    });
    return (await nodes.writer()) as Node;
  };

  beforeAll(async () => {
    nodes = await ValkeyNodes.start({ use: "queue", size: "small", replicas: 2, parameters: {} }, USERS, {
      "web.1": PASSWORD,
    });
    await Promise.all(nodes.servers.map((node) => nodes.startServer(node)));
    await Promise.all(nodes.sentinels.map((node) => nodes.startSentinel(node)));
    proxy = await nodes.startProxy();
    const [first] = nodes.servers as [Node];
    await until("both copies follow the first", async () => (await followers(first)) === 2);
  });
  afterAll(() => nodes.stop());

  test("clients that know one host and port write, and read from copies at another", async () => {
    expect(await web(proxy.write, "SET", "web:a", "1")).toBe("OK");
    await until("a copy has it", async () => (await web(proxy.read, "GET", "web:a")) === "1");
    expect(await web(proxy.read, "SET", "web:b", "1")).toMatch(/^READONLY/);
  });

  test("rights hold through the proxy, and nobody is in without a login", async () => {
    expect(await web(proxy.write, "GET", "other:a")).toMatch(/^NOPERM/);
    expect(await web(proxy.write, "PUBLISH", "other:a", "x")).toMatch(/^NOPERM/);
    expect(await nodes.askAs(proxy.write, "default", "", "PING")).toMatch(/^(?:NOAUTH|AUTH failed|WRONGPASS|$)/);
  });

  test("every Sentinel knows the two others and both copies", async () => {
    for (const sentinel of nodes.sentinels) {
      await until("they know each other", async () => {
        const told = (await nodes.askSentinel(sentinel, "SENTINEL", "MASTER", "cache")).split("\n");
        const of = (key: string): string | undefined => told[told.indexOf(key) + 1];
        return of("num-other-sentinels") === "2" && of("num-slaves") === "2" && of("flags") === "master";
      });
    }
  });

  test("a node that goes on purpose hands over first: no write that was acknowledged is lost, and clients are led to the next", async () => {
    const before = (await nodes.writer()) as Node;
    expect(await web(proxy.write, "SET", "web:handed", "over")).toBe("OK");

    const { code, said } = await nodes.runScript("hand-over.sh", {
      SELF: `${before.host}:${before.port}`,
      ATTEMPTS: "400",
    });

    expect([code, said]).toEqual([0, expect.stringContaining("handed over to")]);
    const after = await someoneElseWrites(before);
    expect(await nodes.ask(before, "sentinel", "ROLE")).toMatch(/^slave/);
    expect(await web(after, "GET", "web:handed")).toBe("over");
    await until("clients are led there", async () => (await web(proxy.write, "SET", "web:b", "2")) === "OK");
    await until("both others follow it", async () => (await followers(after)) === 2);
  });

  test("a node that is killed is replaced by a copy, clients are led there, and it comes back as a copy", async () => {
    const before = (await nodes.writer()) as Node;
    expect(await web(proxy.write, "SET", "web:kept", "yes")).toBe("OK");
    await until("a copy has it", async () => (await web(proxy.read, "GET", "web:kept")) === "yes");

    nodes.kill(before.name);

    const after = await someoneElseWrites(before);
    await until("clients are led there", async () => (await web(proxy.write, "GET", "web:kept")) === "yes");
    await until("clients write there", async () => (await web(proxy.write, "SET", "web:c", "3")) === "OK");
    await nodes.startServer(before);
    expect(nodes.logOf(before.name)).toContain(`this node follows ${after.host}:${after.port}`);
    await until("it follows", async () => (await followers(after)) === 2);
  });

  test("a Sentinel that is made again is the same one to the others", async () => {
    const [sentinel] = nodes.sentinels as [Node];
    nodes.kill(sentinel.name);
    nodes.write(`${sentinel.name}/sentinel.conf`, "");
    await nodes.startSentinel(sentinel);

    for (const one of nodes.sentinels) {
      await until("there are three of them", async () => {
        const told = (await nodes.askSentinel(one, "SENTINEL", "MASTER", "cache")).split("\n");
        return told[told.indexOf("num-other-sentinels") + 1] === "2";
      });
    }
  });
});
