import { cacheFacts } from "../../../../src/providers/aws/elasticache/facts";
import { describeIrreversible } from "../../../helpers/irreversible-cases";
import { describeNoise } from "../../../helpers/noise-cases";
import { both, type Cases, describeRules, one } from "../../../helpers/rule-cases";
import { change, remove, replace } from "../../../operations/risk/changes";

const GROUP = "aws_elasticache_replication_group";
const SERVERLESS = "aws_elasticache_serverless_cache";
const USER = "aws_elasticache_user";
const PARAMETERS = "aws_elasticache_parameter_group";

const policy = (value: string): object => ({
  parameter: [
    { name: "maxmemory-policy", value },
    { name: "timeout", value: "0" },
  ],
});
const turned = (type: string, before: object, after: object): Cases =>
  one(change(type, before, after), change(type, after, before));
const access = (rules: string): object => ({ access_string: rules });

describeRules(cacheFacts, {
  "downtime/database-replaced": {
    yes: [replace(GROUP)],
    no: [change(GROUP, { a: 1 }, { a: 2 })],
  },
  "downtime/identity-gone": one(remove(USER), change(USER, { a: 1 }, { a: 2 })),
  "data-loss/snapshots-shorter": turned(GROUP, { snapshot_retention_limit: 7 }, { snapshot_retention_limit: 1 }),
  "data-loss/no-last-snapshot": one(
    change(GROUP, { final_snapshot_identifier: "jobs-final" }, {}),
    change(GROUP, { final_snapshot_identifier: "jobs-final", a: 1 }, { final_snapshot_identifier: "jobs-final", a: 2 }),
  ),
  "data-loss/queue-evicts": turned(PARAMETERS, policy("noeviction"), policy("allkeys-lru")),
  "exposure/cache-without-tls": turned(
    GROUP,
    { transit_encryption_enabled: true, transit_encryption_mode: "required" },
    { transit_encryption_enabled: true, transit_encryption_mode: "preferred" },
  ),
  "exposure/cache-unencrypted": turned(
    GROUP,
    { at_rest_encryption_enabled: "true" },
    { at_rest_encryption_enabled: "false" },
  ),
  "exposure/cache-open": turned(GROUP, { user_group_ids: ["jobs-users"] }, {}),
  "exposure/cache-user-gains": turned(
    USER,
    access("on ~a:* resetchannels -@all +@read"),
    access("on ~a:* ~b:* resetchannels -@all +@read"),
  ),
  "downtime/cache-nodes": one(
    change(GROUP, { node_type: "cache.m7g.large" }, { node_type: "cache.r7g.large" }),
    change(GROUP, { node_type: "cache.m7g.large", a: 1 }, { node_type: "cache.m7g.large", a: 2 }),
  ),
  "downtime/cache-version": one(
    change(GROUP, { engine_version: "8.0" }, { engine_version: "8.1" }),
    change(GROUP, { engine_version: "8.1", a: 1 }, { engine_version: "8.1", a: 2 }),
  ),
  "downtime/cache-copies-fewer": turned(GROUP, { num_cache_clusters: 3 }, { num_cache_clusters: 2 }),
  "downtime/cache-shards": one(
    change(GROUP, { num_node_groups: 3 }, { num_node_groups: 2 }),
    change(GROUP, { num_node_groups: 3, a: 1 }, { num_node_groups: 3, a: 2 }),
  ),
  ...both("num_node_groups", GROUP, { num_node_groups: 2 }, { num_node_groups: 3 }),
  ...both("replicas_per_node_group", GROUP, { replicas_per_node_group: 1 }, { replicas_per_node_group: 2 }),
});

describe("a user's access grows", () => {
  const rule = (cacheFacts.rules ?? []).filter(({ id }) => id === "exposure/cache-user-gains");
  describeRules(
    { rules: rule },
    { "exposure/cache-user-gains": turned(USER, access("off -@all"), access("on -@all")) },
  );
  describeRules(
    { rules: rule },
    { "exposure/cache-user-gains": turned(USER, access("on ~a:* -@all +get -scan"), access("on ~a:* -@all +get")) },
  );
  describeRules(
    { rules: rule },
    { "exposure/cache-user-gains": turned(USER, access("on ~a:* &a:* +get"), access("on ~a:* &a:* +get +@all")) },
  );
});

describeNoise(cacheFacts, {
  "cache-minor-upgrade": {
    type: GROUP,
    before: { engine_version: "8.0", auto_minor_version_upgrade: "true" },
    noise: { engine_version: "8.1", auto_minor_version_upgrade: "true" },
    drift: { engine_version: "9.1", auto_minor_version_upgrade: "true" },
  },
  "cache-password-set": {
    type: USER,
    before: { authentication_mode: [{ type: "iam", password_count: 0 }] },
    noise: { authentication_mode: [{ type: "password", password_count: 2 }] },
    drift: { authentication_mode: [{ type: "no-password-required", password_count: 0 }] },
  },
  "cache-access-in-other-words": {
    type: USER,
    before: { access_string: "on ~a:* +@read" },
    noise: { access_string: "on ~a:* resetchannels -@all +@read" },
    drift: { access_string: "on ~* resetchannels -@all +@read" },
  },
  "cache-node-exchanged": {
    type: GROUP,
    before: { member_clusters: ["jobs-001", "jobs-002"] },
    noise: { member_clusters: ["jobs-002", "jobs-003"] },
    drift: { member_clusters: ["jobs-002"] },
  },
});

describeIrreversible(cacheFacts, /^https:\/\/docs\.aws\.amazon\.com\/AmazonElastiCache\//, [
  [GROUP, "engine_version", "8.1", "8.0", true],
  [GROUP, "engine_version", "8.0", "8.1", false],
  [SERVERLESS, "major_engine_version", "8", "7", true],
  [SERVERLESS, "major_engine_version", "7", "8", false],
]);
