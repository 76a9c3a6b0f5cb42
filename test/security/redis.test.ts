/** The security checks of ElastiCache and what stands around it, each under its own id. */
import { Elasticache } from "../../src/constructs/redis/aws/aws-cache";
import { type Attributes, cacheProps, only, stackOf, synthesized } from "../constructs/redis/fixtures";

// Even what may be thrown away is safe: the defaults of the least protected cache.
const stack = stackOf();
new Elasticache(
  stack,
  "cart",
  cacheProps(stack, {
    name: "dev-cart",
    use: "cache",
    protected: false,
    topology: { kind: "replicated", replicas: 0 },
    aws: { snapshotDays: 1 },
  }),
);
const json = synthesized(stack);
const cache = only(json, "aws_elasticache_replication_group");
const group = only(json, "aws_security_group");
const rules = Object.values(json.resource["aws_vpc_security_group_ingress_rule"] ?? {});
const logGroups = Object.values(json.resource["aws_cloudwatch_log_group"] ?? {});
const key = only(json, "aws_kms_key");
const users = Object.values(json.resource["aws_elasticache_user"] ?? {});
const policy = JSON.parse(String(key["policy"])) as { Statement: { Principal: object }[] };

/** What redundancy adds. */
const guarded = stackOf();
new Elasticache(guarded, "jobs", cacheProps(guarded));
const guardedCache = only(synthesized(guarded), "aws_elasticache_replication_group");

/** One without nodes. */
const serverlessStack = stackOf();
new Elasticache(
  serverlessStack,
  "less",
  cacheProps(serverlessStack, { use: "cache", topology: { kind: "serverless" } }),
);
const serverless = only(synthesized(serverlessStack), "aws_elasticache_serverless_cache");

test("CKV_AWS_29 AWS-0045: what it keeps is encrypted", () => {
  expect(cache["at_rest_encryption_enabled"]).toBe("true");
});
test("CKV_AWS_30 AWS-0051: what it says is encrypted, and nothing else is answered", () => {
  expect(cache["transit_encryption_enabled"]).toBe(true);
  expect(cache["transit_encryption_mode"]).toBe("required");
});
test("CKV_AWS_31: nobody gets in without logging in", () => {
  expect(cache["user_group_ids"]).toEqual([expect.stringMatching(/^\$\{aws_elasticache_user_group\./)]);
  expect(serverless["user_group_id"]).toMatch(/^\$\{aws_elasticache_user_group\./);
  expect(cache).not.toHaveProperty("auth_token");
  expect(users.find((user) => user["user_name"] === "default")?.["access_string"]).toMatch(/^off .*-@all$/);
});
test("CKV_AWS_191: it is encrypted with a key of its own", () => {
  expect(cache["kms_key_id"]).toMatch(/^\$\{aws_kms_key\./);
  expect(serverless["kms_key_id"]).toMatch(/^\$\{aws_kms_key\./);
});
test("CKV2_AWS_50: it fails over to another zone", () => {
  expect(guardedCache).toMatchObject({
    automatic_failover_enabled: true,
    multi_az_enabled: true,
    num_cache_clusters: 2,
  });
});
test("CKV_AWS_322: minor versions come by themselves", () => {
  expect(cache["auto_minor_version_upgrade"]).toBe("true");
});
test("CKV_AWS_323: it stands in subnets of its own", () => {
  expect(cache["subnet_group_name"]).toMatch(/^\$\{aws_elasticache_subnet_group\./);
});
test("AWS-0050 CKV_AWS_134: snapshots are kept, of a cache, too", () => {
  expect(cache["snapshot_retention_limit"]).toBe(1);
  expect(guardedCache["snapshot_retention_limit"]).toBe(7);
});
test("AWS-0049 CKV_AWS_23 AWS-0124: group and rules are described, and so is the cache", () => {
  expect(cache["description"]).toBe("Valkey dev-cart");
  expect(group["description"]).toBe("Valkey dev-cart");
  for (const rule of rules) expect(rule["description"]).toMatch(/^Valkey from /);
});
test("CKV2_AWS_5: the group is attached", () => {
  expect(cache["security_group_ids"]).toEqual([expect.stringMatching(/^\$\{aws_security_group\./)]);
});
test("CKV_AWS_382 AWS-0104: nothing goes out", () => {
  expect(group).not.toHaveProperty("egress");
  expect(json.resource).not.toHaveProperty("aws_vpc_security_group_egress_rule");
});
test("CKV_AWS_260 CKV_AWS_24 CKV_AWS_25 AWS-0107: nothing but Valkey comes in, and not from everywhere", () => {
  expect(rules).toEqual([expect.objectContaining({ cidr_ipv4: "10.20.0.0/16", from_port: 6379, to_port: 6379 })]);
});
test("CKV_AWS_158 AWS-0017: its logs are encrypted with the key", () => {
  expect(logGroups.map((log) => log["name"])).toEqual([
    "/aws/elasticache/dev-cart/engine-log",
    "/aws/elasticache/dev-cart/slow-log",
  ]);
  for (const log of logGroups) expect(log["kms_key_id"]).toBe(cache["kms_key_id"]);
  const delivered = cache["log_delivery_configuration"] as readonly Attributes[];
  expect(delivered.map((log) => log["log_type"])).toEqual(["slow-log", "engine-log"]);
});
test("CKV_AWS_66 CKV_AWS_338: its logs are kept for a year", () => {
  for (const log of logGroups) expect(log["retention_in_days"]).toBe(365);
});
test("CKV_AWS_7 AWS-0065: the key rotates", () => {
  expect(key["enable_key_rotation"]).toBe(true);
});
test("CKV2_AWS_64 CKV_AWS_33: the key's policy names who may use it", () => {
  expect(policy.Statement.map(({ Principal }) => Principal)).toEqual([
    { AWS: "arn:aws:iam::123456789012:root" },
    { Service: "logs.eu-west-1.amazonaws.com" },
  ]);
});
