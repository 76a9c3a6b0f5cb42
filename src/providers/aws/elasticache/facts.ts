/** What is known of ElastiCache, and of MemoryDB, which is its durable sibling. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { isOlder, isSameUpTo } from "../../shared/versions";
import { identityGoneRule, storeReplacedRule } from "../shared/rules";
import { accessGrows, isSameAccess } from "./access-strings";

const GROUP = "aws_elasticache_replication_group";
const SERVERLESS = "aws_elasticache_serverless_cache";
const USER = "aws_elasticache_user";
const PARAMETERS = "aws_elasticache_parameter_group";
const CACHES = [GROUP, "aws_elasticache_cluster", SERVERLESS];

const VERSIONS = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagementConsiderations.html";
const SCALING = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html";
const POLICY = "parameter[name=maxmemory-policy].value";

export const cacheFacts: ServiceFacts = {
  holdsData: {
    aws_elasticache_cluster: "a cache's entries",
    [GROUP]: "a cache's entries, and queues or sessions kept in it",
    [SERVERLESS]: "a cache's entries",
    aws_memorydb_cluster: "a database",
  },
  billed: CACHES,
  irreversible: [
    {
      types: [GROUP],
      attribute: "engine_version",
      closed: isOlder,
      reason: "Valkey cannot go back to an older version.",
      source: VERSIONS,
    },
    {
      types: [SERVERLESS],
      attribute: "major_engine_version",
      closed: isOlder,
      reason: "Valkey cannot go back to an older version.",
      source: VERSIONS,
    },
  ],
  noise: [
    {
      name: "cache-minor-upgrade",
      types: [GROUP, "aws_elasticache_cluster"],
      attribute: /^engine_version(_actual)?$/,
      reason: "ElastiCache raises the minor version in the maintenance window, as auto_minor_version_upgrade asks.",
      when: ({ before, after }, { after: object }) =>
        String(object?.["auto_minor_version_upgrade"]) !== "false" &&
        isSameUpTo(1, before, after) &&
        !isOlder(before, after),
    },
    {
      name: "cache-password-set",
      types: [USER],
      attribute: /^(authentication_mode(\[0\])?(\.(type|password_count))?|no_password_required)$/,
      reason: "A Job in the cluster gives the user its passwords, which no state is to hold.",
      when: (_, { before, after }) => modeOf(before) === "iam" && modeOf(after) === "password",
    },
    {
      name: "cache-access-in-other-words",
      types: [USER],
      attribute: /^access_string$/,
      reason: "ElastiCache adds to an access string what holds anyway.",
      when: ({ before, after }) => isSameAccess(before, after),
    },
    {
      name: "cache-node-exchanged",
      types: [GROUP],
      attribute: /^member_clusters(\[\d+\])?$/,
      reason: "ElastiCache exchanges a node that has failed, under another name.",
      when: (_, { before, after }) => countOf(before, "member_clusters") === countOf(after, "member_clusters"),
    },
  ],
  rules: [
    storeReplacedRule(...CACHES),
    identityGoneRule(USER),
    {
      id: "data-loss/snapshots-shorter",
      risk: "data-loss",
      types: CACHES,
      actions: ["update", "replace"],
      when: [{ path: "snapshot_retention_limit", is: "less" }],
      reason: "Snapshots are kept for {after} days instead of {before}: older ones are deleted.",
      source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html",
    },
    {
      id: "data-loss/no-last-snapshot",
      risk: "data-loss",
      types: [GROUP],
      actions: ["update"],
      when: [{ path: "final_snapshot_identifier", is: "removed" }],
      reason: "Once deleted, it will leave no last snapshot.",
    },
    {
      id: "data-loss/queue-evicts",
      risk: "data-loss",
      types: [PARAMETERS],
      actions: ["update", "replace"],
      when: [
        { path: POLICY, is: "changed" },
        { path: POLICY, was: ["noeviction"] },
      ],
      reason: "When memory is full, keys are dropped from now on ({after} instead of {before}): messages, sessions.",
      source: "https://valkey.io/topics/lru-cache/",
    },
    {
      id: "exposure/cache-without-tls",
      risk: "exposure",
      types: [GROUP],
      actions: ["update", "replace"],
      when: [{ anyOf: ["transit_encryption_enabled", "transit_encryption_mode"], is: "different" }],
      unless: [
        { path: "transit_encryption_mode", will: ["required"] },
        { path: "transit_encryption_mode", becomes: ["required"] },
      ],
      reason: "It takes connections without TLS.",
    },
    {
      id: "exposure/cache-unencrypted",
      risk: "exposure",
      types: [GROUP],
      actions: ["update", "replace"],
      when: [{ path: "at_rest_encryption_enabled", becomes: [false, "false"] }],
      reason: "What it keeps is no longer encrypted.",
    },
    {
      id: "exposure/cache-open",
      risk: "exposure",
      types: [GROUP],
      actions: ["update", "replace"],
      when: [{ path: "user_group_ids", is: "removed" }],
      reason: "Whoever reaches it gets in without logging in.",
    },
    {
      id: "exposure/cache-user-gains",
      risk: "exposure",
      types: [USER],
      actions: ["update", "replace"],
      when: [accessGrows],
      reason: "Its access grows: {after}.",
    },
    {
      id: "downtime/cache-nodes",
      risk: "downtime",
      types: [GROUP],
      actions: ["update"],
      when: [{ path: "node_type", is: "changed" }],
      reason:
        "It moves from {before} to {after}: connections are cut when the new nodes take over, seconds with a copy.",
      source: SCALING,
    },
    {
      id: "downtime/cache-version",
      risk: "downtime",
      types: [GROUP],
      actions: ["update"],
      when: [{ path: "engine_version", is: "changed" }],
      reason: "The engine is upgraded from {before} to {after}: it fails over, and a single node is away for minutes.",
      source: VERSIONS,
    },
    {
      id: "downtime/cache-copies-fewer",
      risk: "downtime",
      types: [GROUP],
      actions: ["update"],
      when: [{ anyOf: ["num_cache_clusters", "replicas_per_node_group"], is: "different" }],
      unless: [
        { path: "num_cache_clusters", is: "more" },
        { path: "replicas_per_node_group", is: "more" },
      ],
      reason: "It has fewer copies: the loss of a node, or a zone, may be one too many.",
      source: SCALING,
    },
    {
      id: "downtime/cache-shards",
      risk: "downtime",
      types: [GROUP],
      actions: ["update"],
      when: [{ path: "num_node_groups", is: "changed" }],
      reason:
        "Keys move from {before} to {after} shards while it serves: slower for hours, and refused where what is left cannot hold them.",
      source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/scaling-redis-cluster-mode-enabled.html",
    },
    ...(["num_node_groups", "replicas_per_node_group"] as const).flatMap((path) =>
      (["up", "down"] as const).map((direction) => ({
        id: `cost/${path}-${direction}`,
        risk: "cost" as const,
        direction,
        types: [GROUP],
        actions: ["update" as const],
        when: [{ path, is: direction === "up" ? ("more" as const) : ("less" as const) }],
        reason: `${direction === "up" ? "More" : "Fewer"} nodes are paid for: {before} to {after}.`,
      })),
    ),
  ],
};

type Object = Readonly<Record<string, unknown>> | null | undefined;

function modeOf(object: Object): unknown {
  const mode = object?.["authentication_mode"];
  return Array.isArray(mode) ? (mode[0] as { readonly type?: unknown } | undefined)?.type : undefined;
}

function countOf(object: Object, attribute: string): number | undefined {
  const value = object?.[attribute];
  return Array.isArray(value) ? value.length : undefined;
}
