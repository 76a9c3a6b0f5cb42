import type { Component, EnvironmentFacts, Profile } from "../../../src/model/component";
import { checksForTarget, existingForTarget } from "../../../src/model/target-parts";
import { redisComponent } from "../../../src/constructs/redis/component";
import type { RedisSection } from "../../../src/constructs/redis/section";
import { loadText } from "../../../src/environment/load-file";
import { readSection } from "../../../src/environment/sections";

function facts(profile: Profile, change: Partial<EnvironmentFacts> = {}): EnvironmentFacts {
  return {
    name: "dev",
    target: "eks",
    profile,
    protected: profile !== "minimal",
    region: "eu-west-1",
    account: "123456789012",
    admins: [],
    owner: "team",
    tags: {},
    file: "environment.yaml",
    ...change,
  };
}

/** The smallest file, but for its section. */
const FILE = {
  name: "dev",
  target: "eks",
  profile: "minimal",
  owner: "team",
  aws: { account: "123456789012", region: "eu-west-1", admins: ["arn:aws:iam::123456789012:role/admin"] },
};

const component = redisComponent as unknown as Component;

function read(
  given: unknown,
  of: EnvironmentFacts = facts("minimal"),
): { value: RedisSection; paths: readonly string[] } {
  const { value, findings } = readSection(component, given, of, () => undefined);
  return { value: value as RedisSection, paths: findings.map(({ path }) => path.join(".")) };
}

function problems(given: unknown, change: Partial<EnvironmentFacts> = {}): readonly string[] {
  const of = facts("minimal", change);
  return checksForTarget(component, read(given, of).value, { facts: of, sections: {} }).map(
    ({ code, path, severity }) => `${severity === "warning" ? "warning " : ""}${code} ${path.join(".")}`,
  );
}

describe("what a name and a use become", () => {
  test.each([
    ["minimal", { kind: "replicated", size: "small", replicas: 0 }, false, 7],
    ["standard", { kind: "replicated", size: "medium", replicas: 1 }, true, 7],
    ["full", { kind: "replicated", size: "large", replicas: 2 }, true, 14],
  ] as const)("in the profile %s", (profile, topology, isProtected, snapshotDays) => {
    expect(read([{ name: "jobs", use: "queue" }], facts(profile)).value).toEqual([
      {
        name: "jobs",
        runs: "managed",
        use: "queue",
        version: "8.1",
        topology,
        protected: isProtected,
        parameters: {},
        passwordRevision: 1,
        azure: {},
        aws: { snapshotDays },
      },
    ]);
  });

  test("a cache keeps a day of snapshots, in every profile", () => {
    for (const profile of ["minimal", "standard", "full"] as const) {
      expect(read([{ name: "cart", use: "cache" }], facts(profile)).value[0]?.aws.snapshotDays).toBe(1);
    }
  });

  test("shards get the profile's size and copies, and what has no nodes neither", () => {
    const kinds = [{ kind: "sharded" }, { kind: "serverless" }];
    const { value } = read(
      kinds.map((topology, index) => ({ name: `c${index}`, use: "cache", topology })),
      facts("full"),
    );
    expect(value.map(({ topology }) => topology)).toEqual([
      { kind: "sharded", size: "large", shards: 3, replicas: 2 },
      { kind: "serverless" },
    ]);
  });

  test("what the file says of nodes without a kind is of the usual one", () => {
    const { value } = read([{ name: "jobs", use: "queue", topology: { replicas: 4 } }]);
    expect(value[0]?.topology).toEqual({ kind: "replicated", size: "small", replicas: 4 });
  });

  test("given no section at all, then there are none", () => {
    expect(read(undefined).value).toBeUndefined();
  });
});

describe("what is refused in one entry", () => {
  test.each<[string, object, string]>([
    ["no use", { use: undefined }, "redis.0.use"],
    ["another use", { use: "database" }, "redis.0.use"],
    ["a version that is not in the catalog", { version: "6.2" }, "redis.0.version"],
    ["a version that is a number", { version: 8.1 }, "redis.0.version"],
    ["another place", { runs: "elsewhere" }, "redis.0.runs"],
    ["another kind", { topology: { kind: "mesh" } }, "redis.0.topology.kind"],
    ["too many copies", { topology: { replicas: 6 } }, "redis.0.topology.replicas"],
    ["half a copy", { topology: { replicas: 0.5 } }, "redis.0.topology.replicas"],
    ["no shard", { topology: { kind: "sharded", shards: 0 } }, "redis.0.topology.shards"],
    ["no storage", { topology: { kind: "serverless", maxStorage: 0 } }, "redis.0.topology.maxStorage"],
    ["few requests", { topology: { kind: "serverless", maxRequests: 999 } }, "redis.0.topology.maxRequests"],
    ["no snapshots", { aws: { snapshotDays: 0 } }, "redis.0.aws.snapshotDays"],
    ["many snapshots", { aws: { snapshotDays: 36 } }, "redis.0.aws.snapshotDays"],
    ["a node type of databases", { aws: { nodeType: "db.m7g.large" } }, "redis.0.aws.nodeType"],
    ["the alias of a key", { aws: { encryptionKey: "alias/mine" } }, "redis.0.aws.encryptionKey"],
    ["a window that nobody can read", { maintenanceWindow: "sunday" }, "redis.0.maintenanceWindow"],
    ["a name that is no word", { name: "Jobs_1" }, "redis.0.name"],
    ["the revision 0", { passwordRevision: 0 }, "redis.0.passwordRevision"],
    ["no service at all", { services: [] }, "redis.0.services"],
    ["a service that is no word", { services: [{ name: "Orders" }] }, "redis.0.services.0.name"],
    ["a service with the server's own name", { services: [{ name: "default" }] }, "redis.0.services.0.name"],
    ["a service with the platform's name", { services: [{ name: "monitoring" }] }, "redis.0.services.0.name"],
    ["no key at all", { services: [{ name: "a", keys: [] }] }, "redis.0.services.0.keys"],
    ["a pattern of two words", { services: [{ name: "a", keys: ["a:* +@all"] }] }, "redis.0.services.0.keys.0"],
    ["a pattern with quotes", { services: [{ name: "a", channels: ['a"'] }] }, "redis.0.services.0.channels.0"],
    ["a pattern with a line break", { services: [{ name: "a", keys: ["a\nuser b"] }] }, "redis.0.services.0.keys.0"],
    ["an unknown preset", { services: [{ name: "a", preset: "sidekiq" }] }, "redis.0.services.0.preset"],
    ["a parameter of two lines", { parameters: { timeout: "1\nport 1" } }, "redis.0.parameters.timeout"],
  ])("%s", (_, entry, path) => {
    expect(read([{ name: "jobs", use: "queue", ...entry }]).paths).toEqual([path]);
  });

  test.each([
    "flushall",
    "flushdb",
    "keys",
    "config",
    "config|get",
    "acl|setuser",
    "@all",
    "@admin",
    "@dangerous",
    "cluster|reset",
    "client",
    "client|kill",
    "client|list",
    "script",
    "function|load",
    "shutdown",
    "-get",
    "GET",
    "get set",
    "+get",
    "allkeys ~*",
  ])("the command '%s', which reaches what is others'", (command) => {
    const { paths } = read([{ name: "jobs", use: "queue", services: [{ name: "a", commands: [command] }] }]);
    expect(paths).toEqual(["redis.0.services.0.commands.0"]);
  });

  test.each(["scan", "randomkey", "pubsub|numsub", "client|tracking", "@geo", "sort"])("but not '%s'", (command) => {
    expect(read([{ name: "jobs", use: "queue", services: [{ name: "a", commands: [command] }] }]).paths).toEqual([]);
  });

  test.each<[string, object, string]>([
    ["shards of what has none", { topology: { kind: "replicated", shards: 3 } }, "redis[0].topology.shards"],
    ["a size of what has none", { topology: { kind: "serverless", size: "small" } }, "redis[0].topology.size"],
    ["copies of what has none", { topology: { kind: "serverless", replicas: 1 } }, "redis[0].topology.replicas"],
    ["an unknown parameter", { parameters: { "no-such-thing": "1" } }, "redis[0].parameters.no-such-thing"],
    ["a parameter of safety", { parameters: { requirepass: "x" } }, "redis[0].parameters.requirepass"],
    ["a field of databases", { backupDays: 7 }, "redis[0].backupDays"],
  ])("%s, by its place in the file", (_, entry, path) => {
    const file = { ...FILE, redis: [{ name: "jobs", use: "queue", ...entry }] };
    const { problems: found } = loadText(JSON.stringify(file), "environment.yaml", { folder: "dev" });
    expect(found.map(({ place }) => place?.path)).toEqual([path]);
  });

  test("several at once are all told", () => {
    expect(read([{ name: "jobs", use: "x", version: "1" }]).paths).toHaveLength(2);
  });
});

describe("what is refused across fields and entries", () => {
  const jobs = (more: object): object[] => [{ name: "jobs", use: "queue", ...more }];
  const serverless = { topology: { kind: "serverless" } };
  test.each<[string, object[], readonly string[]]>([
    ["two of one name", [...jobs({}), ...jobs({})], ["CACHE_TWICE 1.name"]],
    ["a service twice", jobs({ services: [{ name: "a" }, { name: "a" }] }), ["CACHE_SERVICE_TWICE 0.services.1.name"]],
    ["a name that is the server's own", jobs({ name: "default" }), ["CACHE_NAME_RESERVED 0.name"]],
    [
      "a queue that evicts",
      jobs({ parameters: { "maxmemory-policy": "allkeys-lru" } }),
      ["CACHE_POLICY 0.parameters.maxmemory-policy"],
    ],
    [
      "a cache that does not",
      jobs({ use: "cache", parameters: { "maxmemory-policy": "noeviction" } }),
      ["CACHE_POLICY 0.parameters.maxmemory-policy"],
    ],
    [
      "a cache with an unknown policy",
      jobs({ use: "cache", parameters: { "maxmemory-policy": "lru" } }),
      ["CACHE_POLICY 0.parameters.maxmemory-policy"],
    ],
    [
      "a window of what has none",
      jobs({ use: "cache", ...serverless, maintenanceWindow: "sun:03:00-sun:04:00" }),
      ["CACHE_FIELD_MISPLACED 0.maintenanceWindow"],
    ],
    ["everybody", jobs({ allow: ["0.0.0.0/0"] }), ["CACHE_OPEN 0.allow.0"]],
    ["a wide range", jobs({ allow: ["8.0.0.0/5"] }), ["warning CACHE_WIDE 0.allow"]],
    [
      "Celery on shards",
      jobs({ topology: { kind: "sharded" }, services: [{ name: "a", preset: "celery" }] }),
      ["CACHE_CELERY_SHARDED 0.services.0.preset"],
    ],
    ["a queue without nodes", jobs(serverless), ["TARGET_CANNOT 0.use"]],
    [
      "parameters of what takes none",
      jobs({ use: "cache", ...serverless, parameters: { timeout: "60" } }),
      ["TARGET_CANNOT 0.parameters.timeout"],
    ],
    [
      "a node type of what has none",
      jobs({ use: "cache", ...serverless, aws: { nodeType: "cache.m7g.large" } }),
      ["CACHE_FIELD_MISPLACED 0.aws.nodeType"],
    ],
    ["an unknown node type", jobs({ aws: { nodeType: "cache.m9z.large" } }), ["CACHE_NODE_TYPE 0.aws.nodeType"]],
    [
      "a node type of a generation that is gone",
      jobs({ aws: { nodeType: "cache.r4.large" } }),
      ["CACHE_NODE_TYPE 0.aws.nodeType"],
    ],
    [
      "more nodes than there may be",
      jobs({ topology: { kind: "sharded", shards: 50, replicas: 1 } }),
      ["CACHE_NODES 0.topology.shards"],
    ],
    ["a short window", jobs({ maintenanceWindow: "sun:03:00-sun:03:30" }), ["CACHE_WINDOW 0.maintenanceWindow"]],
    [
      "a short window of snapshots",
      jobs({ aws: { snapshotWindow: "23:50-00:10" } }),
      ["CACHE_WINDOW 0.aws.snapshotWindow"],
    ],
    [
      "windows that meet",
      jobs({ maintenanceWindow: "sun:23:30-mon:00:30", aws: { snapshotWindow: "00:00-01:00" } }),
      ["CACHE_WINDOW 0.aws.snapshotWindow"],
    ],
    [
      "services that reach each other's keys",
      jobs({ services: [{ name: "a" }, { name: "b", keys: ["*"] }] }),
      ["warning CACHE_PATTERNS_MEET 0.services.1"],
    ],
    [
      "nothing, where both say so",
      jobs({
        services: [
          { name: "a", keys: ["q:*"] },
          { name: "b", keys: ["q:*"] },
        ],
      }),
      [],
    ],
    ["nothing, where all is well", jobs({ services: [{ name: "a", preset: "celery" }, { name: "web" }] }), []],
  ])("%s", (_, given, expected) => {
    expect(problems(given)).toEqual(expected);
  });

  test("a node type that the region does not offer, and a size that is none there", () => {
    const c7gn = jobs({ aws: { nodeType: "cache.c7gn.large" } });
    expect(problems(c7gn, { region: "eu-west-1" })).toEqual([]);
    expect(problems(c7gn, { region: "eu-south-1" })).toEqual(["CACHE_NODE_TYPE 0.aws.nodeType"]);
    for (const region of ["me-south-1", "ap-southeast-6", "cn-north-1", "us-gov-west-1", "mx-central-1"]) {
      for (const size of ["small", "medium", "large"]) {
        expect([region, size, problems(jobs({ topology: { size } }), { region })]).toEqual([region, size, []]);
      }
    }
  });

  test("a name that is too long together with the environment's", () => {
    const named = [{ name: "a".repeat(30), use: "cache" }];
    expect(problems(named, { name: "e".repeat(9) })).toEqual([]);
    expect(problems(named, { name: "e".repeat(10) })).toEqual(["CACHE_NAME_TOO_LONG 0.name"]);
  });

  test("a network from which nothing reaches the cloud's API", () => {
    const of = facts("minimal");
    const found = (nat: string): readonly string[] =>
      checksForTarget(component, read(jobs({})).value, { facts: of, sections: { network: { nat } } }).map(
        ({ code, path }) => `${code} ${path.join(".")}`,
      );
    expect(found("none")).toEqual(["CACHE_API_UNREACHABLE 0"]);
    expect(found("single")).toEqual([]);
  });

  test.each<[what: string, given: object, problem: string]>([
    ["shards", { topology: { kind: "sharded" }, services: [{ name: "web" }] }, "TARGET_CANNOT 0.topology.kind"],
    ["no nodes at all", { use: "cache", topology: { kind: "serverless" } }, "TARGET_CANNOT 0.topology.kind"],
    ["ranges of a network", { allow: ["10.0.0.0/8"] }, "CACHE_FIELD_MISPLACED 0.allow"],
    ["a maintenance window", { maintenanceWindow: "sun:03:00-sun:04:00" }, "CACHE_FIELD_MISPLACED 0.maintenanceWindow"],
    ["a cloud's node type", { aws: { nodeType: "cache.m7g.large" } }, "CACHE_FIELD_MISPLACED 0.aws.nodeType"],
    ["a cloud's window", { aws: { snapshotWindow: "02:00-03:00" } }, "CACHE_FIELD_MISPLACED 0.aws.snapshotWindow"],
    ["volumes of what keeps nothing", { use: "cache", storage: 5 }, "CACHE_FIELD_MISPLACED 0.storage"],
    ["volumes that a log does not fit", { topology: { size: "large" }, storage: 15 }, "CACHE_STORAGE 0.storage"],
    [
      "a policy that drops messages",
      { parameters: { "maxmemory-policy": "allkeys-lru" } },
      "CACHE_POLICY 0.parameters.maxmemory-policy",
    ],
  ])("in the cluster: %s", (_, given, problem) => {
    expect(problems(jobs({ runs: "in-cluster", ...given }))).toContain(problem);
  });

  test("in the cluster a queue is right as it is, and its volumes follow its size", () => {
    expect(problems(jobs({ runs: "in-cluster" }))).toEqual([]);
    const sizes = ["small", "medium", "large"].map((size) => {
      const [entry] = read(jobs({ runs: "in-cluster", topology: { size } })).value as RedisSection;
      return entry?.storage;
    });
    expect(sizes).toEqual([5, 10, 40]);
  });

  test.each([
    ["minimal", 0],
    ["standard", 2],
    ["full", 2],
  ] as const)("in the cluster a %s one has %d copies", (profile, replicas) => {
    const [entry] = read(jobs({ runs: "in-cluster" }), facts(profile)).value as RedisSection;
    expect(entry?.topology).toMatchObject({ kind: "replicated", replicas });
  });

  test("volumes where the cloud runs it", () => {
    expect(problems(jobs({ storage: 20 }))).toEqual(["CACHE_FIELD_MISPLACED 0.storage"]);
  });

  test.each([
    ["timeout", "soon"],
    ["activedefrag", "on"],
    ["maxmemory-samples", "0"],
    ["stream-node-max-bytes", "4x"],
    ["notify-keyspace-events", "QQ"],
    ["active-defrag-cycle-max", "100"],
  ])("a value of %s that no server takes: '%s'", (name, value) => {
    expect(problems(jobs({ parameters: { [name]: value } }))).toContain(`CACHE_PARAMETER 0.parameters.${name}`);
  });

  test("given another target, then the cloud's own limits do not hold", () => {
    const elsewhere = facts("full", { target: "kubeadm", region: "cellar", name: "e".repeat(30) });
    const given = jobs({ name: "a".repeat(40), aws: { nodeType: "cache.m9z.large" } });
    expect(checksForTarget(component, read(given, elsewhere).value, { facts: elsewhere, sections: {} })).toEqual([]);
  });
});

test("given a key that exists, then a rehearsal is told of it", () => {
  const id = "arn:aws:kms:eu-west-1:123456789012:key/1";
  const { value } = read([
    { name: "jobs", use: "queue", aws: { encryptionKey: id } },
    { name: "cart", use: "cache" },
  ]);
  expect(existingForTarget(component, value, { facts: facts("minimal"), sections: {} })).toEqual([
    { kind: "encryption-key", id },
  ]);
});
