/** The generated configuration and file of access lists in a real server, and the scripts that watch over both. */
import { spawnSync } from "node:child_process";
import { connect } from "node:tls";
import { PARAMETER_FORMS, type ValkeyParameter } from "../../../../src/catalog/valkey";
import { MONITORING_RULES, serviceRules } from "../../../../src/constructs/redis/acl";
import type { Node } from "../../../../src/constructs/redis/cluster/names";
import { serverNodes } from "../../../../src/constructs/redis/cluster/names";
import { proxyConfig } from "../../../../src/constructs/redis/cluster/proxy-config";
import { INTERNAL_USERS, markerUser } from "../../../../src/constructs/redis/cluster/users";
import { cacheServiceSchema } from "../../../../src/constructs/redis/services";
import { PROGRAM_LIMIT } from "../../../helpers/limits";
import { until } from "../../../helpers/until";
import { GENERATION, internalPassword, renderedUsers, ValkeyNodes } from "../../../helpers/valkey-nodes";

const NEW = "N".repeat(40);
const OLD = "O".repeat(40);
const PASSWORDS = { "web.1": OLD, "web.2": NEW, "monitoring.1": NEW };

const web = {
  name: "web",
  rules: serviceRules(cacheServiceSchema.parse({ name: "web", keys: ["web:*", "{{tag}}:*"] }), { sharded: false }),
  passwords: ["web.1", "web.2"],
};
const monitoring = { name: "monitoring", rules: MONITORING_RULES, passwords: ["monitoring.1"] };

/** Valkey 7.2 brought it; Redis 7.0 has it not. */
const NEWER: readonly string[] = [
  "set-max-listpack-entries",
  "set-max-listpack-value",
  "active-defrag-max-scan-fields",
];

/** A value of each form. */
function valueOf(name: ValkeyParameter): string {
  const { pattern } = PARAMETER_FORMS[name];
  if (name === "maxmemory-policy") return "allkeys-lfu";
  // Debian's server is built without what this needs.
  if (name === "activedefrag") return "no";
  const found = ["yes", "10", "-2", "KEA"].find((value) => pattern.test(value));
  if (found === undefined) throw new Error(`No value of '${name}' is known here.`);
  return found;
}

const EVERY = Object.fromEntries(
  (Object.keys(PARAMETER_FORMS) as ValkeyParameter[])
    .filter((name) => !NEWER.includes(name))
    .map((name) => [name, valueOf(name)]),
);

describe("given a cache of one node, with every parameter set", () => {
  let nodes: ValkeyNodes;
  let node: Node;
  const asWeb = (password: string, ...command: readonly string[]): Promise<string> =>
    nodes.askAs(node, "web", password, ...command);
  const load = (marker = markerUser(GENERATION), env: Readonly<Record<string, string>> = {}) =>
    nodes.runScript("load-users.sh", { MARKER: marker, GENERATION, ATTEMPTS: "2", OUT_DIR: nodes.folder, ...env });

  beforeAll(async () => {
    nodes = await ValkeyNodes.start(
      { use: "cache", size: "small", replicas: 0, parameters: EVERY },
      [web, monitoring],
      PASSWORDS,
      { sentinels: 0 },
    );
    [node] = nodes.servers as [Node];
    await nodes.startServer(node);
  });
  afterAll(() => nodes.stop());

  test("both passwords of a user let it in, and its rights hold; nobody else is in", async () => {
    expect(await asWeb(OLD, "SET", "web:a", "1")).toBe("OK");
    expect(await asWeb(NEW, "GET", "web:a")).toBe("1");
    expect(await asWeb(NEW, "SET", "{{tag}}:a", "1")).toBe("OK");
    expect(await asWeb(NEW, "SET", "other:a", "1")).toMatch(/^NOPERM/);
    expect(await asWeb(NEW, "PUBLISH", "other", "1")).toMatch(/^NOPERM/);
    expect(await asWeb("X".repeat(40), "PING")).not.toBe("PONG");
    expect(await nodes.askAs(node, "monitoring", NEW, "GET", "web:a")).toMatch(/^NOPERM/);
  });

  test.each(Object.keys(INTERNAL_USERS))("%s does what it is for, and reads no key", async (user) => {
    expect(await nodes.ask(node, user, "PING")).toBe("PONG");
    for (const command of [["GET", "web:a"], ["SET", "web:a", "2"], ["FLUSHALL"], ["ACL", "LIST"], ["KEYS", "*"]]) {
      expect(await nodes.ask(node, user, ...command)).toMatch(/^NOPERM/);
    }
  });

  test("nothing that is held is written to a disk, and what is evicted is the file's to say", async () => {
    expect(await nodes.ask(node, "proxy", "INFO", "persistence")).toMatch(/aof_enabled:0/);
    expect(await nodes.ask(node, "proxy", "INFO", "memory")).toMatch(/maxmemory_policy:allkeys-lfu/);
  });

  test("it is alive and ready, and says so over TLS", async () => {
    const self = { SELF: `${node.host}:${node.port}` };
    expect((await nodes.runScript("probe.sh", self, "alive")).code).toBe(0);
    expect((await nodes.runScript("probe.sh", self, "ready")).code).toBe(0);
    expect((await nodes.runScript("probe.sh", { SELF: "localhost:1" }, "alive")).code).toBe(1);
  });

  test("a single node has nobody to hand over to, and goes", async () => {
    expect(await nodes.runScript("hand-over.sh", { SELF: `${node.host}:${node.port}`, SENTINELS: "" })).toEqual({
      code: 0,
      said: "",
    });
  });

  test("users that are added, changed and taken away are so once the file was read again", async () => {
    const shop = { ...web, name: "shop", rules: web.rules.replaceAll("web:", "shop:") };
    nodes.write("users.acl", renderedUsers([shop, { ...web, passwords: ["web.2"] }], PASSWORDS, "abcdef0123"));

    expect(await load(markerUser("abcdef0123"))).toEqual({
      code: 0,
      said: `${node.host}:${node.port} has the access lists\n`,
    });
    expect(await nodes.askAs(node, "shop", NEW, "SET", "shop:a", "1")).toBe("OK");
    expect(await asWeb(OLD, "PING")).not.toBe("PONG");
    expect(await asWeb(NEW, "PING")).toBe("PONG");
    expect(await nodes.askAs(node, "monitoring", NEW, "PING")).not.toBe("PONG");
  });

  test.each<[what: string, act: () => ReturnType<typeof load>, said: string]>([
    ["a file that has not come yet", () => load(markerUser("ffffffffff")), "it has an older file of access lists"],
    [
      "a pod that is not exchanged yet",
      () => load(markerUser("abcdef0123"), { GENERATION: "ffffffffff" }),
      "it still runs as it did before",
    ],
    ["a node that does not answer", () => load(undefined, { NODES: "localhost:1" }), "it does not answer"],
  ])("the Job stops at %s, and says so", async (_, act, said) => {
    const outcome = await act();
    expect([outcome.code, outcome.said]).toEqual([1, expect.stringContaining(said)]);
  });

  test("a file that no server takes changes nobody, and is told", async () => {
    nodes.write("users.acl", "user web on +nonsense\n");
    const { code, said } = await load();
    expect(code).toBe(1);
    expect(said).toContain("it does not take the file: ");
    expect(said).not.toContain(internalPassword("passwords"));
    expect(await asWeb(NEW, "PING")).toBe("PONG");
  });

  test("a renewed certificate is shown to clients without a restart", async () => {
    const shown = (): Promise<string> =>
      new Promise((resolve) => {
        const socket = connect({ host: node.host, port: node.port, ca: nodes.authority.pem }, () => {
          resolve(socket.getPeerCertificate().serialNumber);
          socket.end();
        });
        socket.on("error", () => resolve(""));
      });
    const before = await shown();
    nodes.renewCertificate();
    nodes.spawnScript(node, "follow-certificate.sh", { TLS: `${nodes.folder}/tls` });
    await until("another certificate is shown", async () => ![before, ""].includes(await shown()));
  });
});

test("a node of a queue persists, evicts nothing, and takes no write that no copy has", async () => {
  const nodes = await ValkeyNodes.start(
    { use: "queue", size: "small", replicas: 2, parameters: {} },
    [web],
    PASSWORDS,
    { sentinels: 0 },
  );
  const [node] = nodes.servers as [Node];
  try {
    await nodes.startServer(node);
    expect(await nodes.ask(node, "proxy", "INFO", "persistence")).toMatch(/aof_enabled:1/);
    expect(await nodes.ask(node, "proxy", "INFO", "memory")).toMatch(/maxmemory_policy:noeviction/);
    expect(await nodes.askAs(node, "web", NEW, "SET", "web:a", "1")).toMatch(/^NOREPLICAS/);
  } finally {
    nodes.stop();
  }
});

test("HAProxy takes the configuration of pods, with names that the cluster's DNS is asked for", async () => {
  const nodes = await ValkeyNodes.start({ use: "cache", size: "small", replicas: 0, parameters: {} }, [], {});
  try {
    const text = proxyConfig({
      nodes: serverNodes({ name: "dev-jobs", namespace: "redis", use: "queue", replicas: 2 }),
      password: NEW,
      authority: `${nodes.folder}/tls/ca.crt`,
    });
    const { status, stderr, error } = spawnSync("haproxy", ["-c", "-f", nodes.write("pods.cfg", text)], {
      encoding: "utf8",
      timeout: PROGRAM_LIMIT,
    });
    if (error) throw new Error("HAProxy is not installed: apt-get install haproxy", { cause: error });
    expect(stderr).not.toContain("[ALERT]");
    expect(status).toBe(0);
  } finally {
    nodes.stop();
  }
});
