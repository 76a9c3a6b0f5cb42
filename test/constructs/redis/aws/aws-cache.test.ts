import { Elasticache } from "../../../../src/constructs/redis/aws/aws-cache";
import type { CacheProps } from "../../../../src/constructs/redis/props";
import { cacheServiceSchema } from "../../../../src/constructs/redis/services";
import {
  type Attributes,
  cacheProps,
  FakeNetwork,
  only,
  problemsOf,
  stackOf,
  synthesized,
  type Synthesized,
} from "../fixtures";

function build(props: Partial<CacheProps> = {}): { readonly cache: Elasticache; readonly json: Synthesized } {
  const stack = stackOf();
  const cache = new Elasticache(stack, "jobs", cacheProps(stack, props));
  return { cache, json: synthesized(stack) };
}

const GROUP = "aws_elasticache_replication_group";
const SERVERLESS = "aws_elasticache_serverless_cache";
const parametersOf = (json: Synthesized): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (only(json, "aws_elasticache_parameter_group")["parameter"] as { name: string; value: string }[]).map(
      ({ name, value }) => [name, value],
    ),
  );
const usersOf = (json: Synthesized): readonly Attributes[] =>
  Object.values(json.resource["aws_elasticache_user"] ?? {});
const userOf = (json: Synthesized, name: string): Attributes | undefined =>
  usersOf(json).find((user) => user["user_name"] === name);

test("a queue never evicts, and a cache makes room", () => {
  expect(parametersOf(build().json)).toEqual({ "maxmemory-policy": "noeviction" });
  expect(parametersOf(build({ use: "cache" }).json)).toEqual({ "maxmemory-policy": "allkeys-lru" });
  const chosen = { "maxmemory-policy": "volatile-ttl", timeout: "60" };
  expect(parametersOf(build({ use: "cache", parameters: chosen }).json)).toEqual(chosen);
});

test("a version's parameters are of its family, and the group is called so", () => {
  for (const [version, family] of [
    ["7.2", "valkey7"],
    ["8.0", "valkey8"],
    ["8.1", "valkey8"],
    ["9.1", "valkey9"],
  ] as const) {
    const group = only(build({ version }).json, "aws_elasticache_parameter_group");
    expect(group).toMatchObject({ family, name: `dev-jobs-${family}`, lifecycle: { create_before_destroy: true } });
  }
});

test("one node that writes, with a copy in another zone", () => {
  expect(only(build().json, GROUP)).toMatchObject({
    replication_group_id: "dev-jobs",
    engine: "valkey",
    engine_version: "8.1",
    node_type: "cache.m6g.large",
    cluster_mode: "disabled",
    num_cache_clusters: 2,
    automatic_failover_enabled: true,
    multi_az_enabled: true,
  });
});

test("a single node fails over to nobody", () => {
  const group = only(build({ topology: { kind: "replicated", replicas: 0 } }).json, GROUP);
  expect(group).toMatchObject({ num_cache_clusters: 1, automatic_failover_enabled: false, multi_az_enabled: false });
});

test("shards, each with copies", () => {
  const { cache, json } = build({ topology: { kind: "sharded", shards: 4, replicas: 0 } });
  expect(only(json, GROUP)).toMatchObject({
    cluster_mode: "enabled",
    num_node_groups: 4,
    replicas_per_node_group: 0,
    automatic_failover_enabled: true,
    multi_az_enabled: false,
  });
  expect(only(json, GROUP)).not.toHaveProperty("num_cache_clusters");
  expect(parametersOf(json)).toEqual({ "cluster-enabled": "yes", "maxmemory-policy": "noeviction" });
  expect(cache.mode).toBe("cluster");
  expect(userOf(json, "dev-jobs-dev-jobs")?.["access_string"]).toContain("+cluster|slots");
});

test("a serverless one has limits, and no parameters, logs or nodes", () => {
  const { cache, json } = build({ use: "cache", topology: { kind: "serverless", maxStorage: 10, maxRequests: 5000 } });
  expect(only(json, SERVERLESS)).toMatchObject({
    name: "dev-jobs",
    engine: "valkey",
    major_engine_version: "8",
    cache_usage_limits: [{ data_storage: [{ maximum: 10, unit: "GB" }], ecpu_per_second: [{ maximum: 5000 }] }],
    lifecycle: { prevent_destroy: true },
  });
  for (const type of [
    GROUP,
    "aws_elasticache_parameter_group",
    "aws_elasticache_subnet_group",
    "aws_cloudwatch_log_group",
  ]) {
    expect(json.resource).not.toHaveProperty(type);
  }
  expect(cache.mode).toBe("cluster");
  const ports = Object.values(json.resource["aws_vpc_security_group_ingress_rule"] ?? {}).map(
    (rule) => rule["from_port"],
  );
  expect(ports.sort()).toEqual([6379, 6380]);
  expect(only(build({ use: "cache", topology: { kind: "serverless" } }).json, SERVERLESS)).not.toHaveProperty(
    "cache_usage_limits",
  );
});

test("every service has a user with its own access, and none has a password", () => {
  const services = [{ name: "web" }, { name: "worker", preset: "celery" as const }].map((one) =>
    cacheServiceSchema.parse(one),
  );
  const { cache, json } = build({ services, monitored: true });
  expect(cache.attributes.users).toEqual({
    web: "dev-jobs-web",
    worker: "dev-jobs-worker",
    monitoring: "dev-jobs-monitoring",
  });
  for (const name of Object.values(cache.attributes.users)) {
    expect(userOf(json, name)).toMatchObject({
      user_id: name,
      authentication_mode: { type: "iam" },
      lifecycle: {
        create_before_destroy: true,
        ignore_changes: ["authentication_mode", "passwords", "no_password_required"],
      },
    });
  }
  expect(userOf(json, "dev-jobs-web")?.["access_string"]).toMatch(/^on ~web:\* resetchannels &web:\* -@all /);
  expect(userOf(json, "dev-jobs-worker")?.["access_string"]).toContain(" ~_kombu.* ");
  expect(JSON.stringify(json)).not.toMatch(/"passwords":\s*\[?"|"auth_token"/);
});

test("the user `default` is switched off and may do nothing, and stands in the group", () => {
  const { json } = build();
  expect(userOf(json, "default")).toMatchObject({
    user_id: "dev-jobs-default",
    access_string: "off resetchannels -@all",
    authentication_mode: { type: "no-password-required" },
  });
  const group = only(json, "aws_elasticache_user_group");
  expect(group["user_ids"]).toHaveLength(2);
  expect(new Set([group["engine"], ...usersOf(json).map((user) => user["engine"])])).toEqual(new Set(["redis"]));
});

test("a long name of a user is cut, and stays one of its own", () => {
  const long = (end: string) => cacheServiceSchema.parse({ name: `${"a".repeat(38)}${end}` });
  const { cache } = build({ services: [long("b"), long("c")] });
  const names = Object.values(cache.attributes.users);
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(name.length).toBeLessThanOrEqual(40);
});

test("a node with disks is told to use them", () => {
  expect(only(build({ aws: { nodeType: "cache.r6gd.xlarge" } }).json, GROUP)).toMatchObject({
    data_tiering_enabled: true,
  });
  expect(only(build().json, GROUP)).not.toHaveProperty("data_tiering_enabled");
});

test("what is protected cannot be destroyed, and of a queue a last snapshot is taken in any case", () => {
  const protectedGroup = only(build().json, GROUP);
  expect(protectedGroup).toMatchObject({ lifecycle: { prevent_destroy: true } });
  expect(protectedGroup["final_snapshot_identifier"]).toMatch(/^dev-jobs-final-\$\{/);
  const open = only(build({ protected: false }).json, GROUP);
  expect(open).not.toHaveProperty("lifecycle");
  expect(open["final_snapshot_identifier"]).toMatch(/^dev-jobs-final-/);
  expect(only(build({ protected: false, use: "cache" }).json, GROUP)).not.toHaveProperty("final_snapshot_identifier");
});

test("given a key that exists, then there is none of its own", () => {
  const encryptionKey = "arn:aws:kms:eu-west-1:123456789012:key/1";
  const { json } = build({ aws: { encryptionKey } });
  expect(only(json, GROUP)["kms_key_id"]).toBe(encryptionKey);
  expect(json.resource).not.toHaveProperty("aws_kms_key");
});

test("who reaches it", () => {
  const rules = ({ json }: { json: Synthesized }) =>
    Object.values(json.resource["aws_vpc_security_group_ingress_rule"] ?? {}).map((rule) => rule["cidr_ipv4"]);
  expect(rules(build())).toEqual(["10.20.0.0/16"]);
  expect(rules(build({ allow: ["10.1.0.0/16", "10.2.0.0/16"] }))).toEqual(["10.1.0.0/16", "10.2.0.0/16"]);
});

test("what a program says is held to what a file says", () => {
  const refused = (props: Partial<CacheProps>) =>
    problemsOf(() => build(props)).map(({ code, place }) => `${code} ${place?.path}`);
  expect(refused({ parameters: { "maxmemory-policy": "allkeys-lru" } })).toEqual([
    "CACHE_POLICY parameters.maxmemory-policy",
  ]);
  expect(refused({ topology: { kind: "serverless" } })).toEqual(["TARGET_CANNOT use"]);
  expect(refused({ aws: { nodeType: "cache.x1.large" } })).toEqual(["CACHE_NODE_TYPE aws.nodeType"]);
  expect(refused({ allow: ["0.0.0.0/0"] })).toEqual(["CACHE_OPEN allow.0"]);
  expect(refused({ account: "mine" })).toEqual(["INVALID_PROPS account"]);
});

test("a network with too few zones is refused, where there must be more", () => {
  const inOneZone = (props: Partial<CacheProps>) => {
    const stack = stackOf();
    return new Elasticache(
      stack,
      "jobs",
      cacheProps(stack, { network: new FakeNetwork(stack, ["eu-west-1a"]), ...props }),
    );
  };
  expect(problemsOf(() => inOneZone({})).map(({ code }) => code)).toEqual(["CACHE_SUBNETS"]);
  expect(inOneZone({ topology: { kind: "replicated", replicas: 0 } }).cacheName).toBe("dev-jobs");
});
