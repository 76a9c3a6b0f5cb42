/** `redis` in the environment file: caches and queues that speak Redis' protocol, of the cloud or in the cluster. */
import { z } from "zod";
import { CACHE_SIZES, DEFAULT_VALKEY_VERSION, VALKEY_PARAMETERS, VALKEY_VERSIONS } from "../../catalog/valkey";
import { RUNS } from "../../model/runs";
import { weeklyWindow } from "../kit/windows";
import { awsCacheBlock } from "./aws/section";
import { managedRedisBlock } from "./azure/section";
import { type CacheService, cacheServiceSchema } from "./services";
import { KEBAB_CASE } from "../../model/kebab-case";

/** Names of pods, Secrets and what a cloud makes are made of it, with the environment's before it. */
const MAX_NAME = 40;

export const cacheName = z
  .string()
  .max(MAX_NAME)
  .regex(KEBAB_CASE, "Lower-case words of a-z and 0-9, joined by single hyphens, beginning with a letter.");

const size = z
  .enum(CACHE_SIZES)
  .default("medium")
  .describe("Abstract size of each node. Default: small, medium or large by profile.");

const replicas = (what: string): z.ZodDefault<z.ZodNumber> =>
  z
    .number()
    .int()
    .min(0)
    .max(5)
    .default(1)
    .describe(`Copies of ${what}, in other zones, 0 to 5. Default: 0, 1 or 2 by profile.`);

const replicated = z.strictObject({
  kind: z.literal("replicated").describe("One node that writes, and copies of it: every client can speak to it."),
  size,
  replicas: replicas("the node"),
});

const sharded = z.strictObject({
  kind: z
    .literal("sharded")
    .describe("Keys are spread over several nodes that write; clients must speak Redis Cluster."),
  size,
  shards: z.number().int().min(1).max(90).default(3).describe("Nodes that write, 1 to 90."),
  replicas: replicas("each of them"),
});

const serverless = z.strictObject({
  kind: z.literal("serverless").describe("No nodes to choose, paid for by use; clients must speak Redis Cluster."),
  maxStorage: z
    .number()
    .int()
    .min(1)
    .max(5000)
    .optional()
    .describe(
      "GiB of data at most, 1 to 5000; beyond it, what has an expiry is evicted. Default: the provider's limit.",
    ),
  maxRequests: z
    .number()
    .int()
    .min(1000)
    .max(15_000_000)
    .optional()
    .describe(
      "Units of work a second at most, 1000 to 15000000; beyond it, requests are slowed down. Default: no limit.",
    ),
});

export const topologySchema = z
  .discriminatedUnion("kind", [replicated, sharded, serverless])
  .describe("How it is made up: replicated, sharded or serverless, each with fields of its own.");

export type Topology = z.output<typeof topologySchema>;

/** A schema of its own for each: the JSON Schema has no place for one that is shared. */
const parameterValue = () =>
  z
    .string()
    .regex(/^(?:-?[A-Za-z0-9][A-Za-z0-9 -]{0,63})?$/, "A value as valkey.conf has it.")
    .optional()
    .describe("As valkey.conf has it. Default: the server's own.");

export const USES = ["cache", "queue"] as const;

/** The server: what the construct takes, too. A field's unit, check, default and description stand here alone. */
export const cacheSchema = z.strictObject({
  name: cacheName.describe("Name of the cache, unique in the environment. Renaming needs a `moved` entry."),
  runs: z
    .enum(RUNS)
    .default("managed")
    .describe(
      "`managed`: the cloud runs it. `in-cluster`: pods, on every target. Changing it makes another one, without the data. Default: managed, where the target can give each service a user.",
    ),
  use: z
    .enum(USES)
    .describe(
      "`cache` may forget (allkeys-lru) and keeps nothing. `queue` never evicts (noeviction) and persists: queues, Pub/Sub, Celery, sessions.",
    ),
  version: z
    .enum(VALKEY_VERSIONS as [string, ...string[]])
    .default(DEFAULT_VALKEY_VERSION)
    .describe("Valkey's version. It can be raised, never lowered."),
  topology: topologySchema.prefault({ kind: "replicated" }),
  storage: z
    .int()
    .min(1)
    .max(16_384)
    .optional()
    .describe(
      "GiB of the volume of each node of a queue in the cluster, 1 to 16384. It can grow, never shrink. Default: 5, 10 or 40 by size.",
    ),
  protected: z
    .boolean()
    .default(true)
    .describe("Whether it refuses to be deleted. Default: as the environment. To remove it, set false first."),
  allow: z
    .array(z.cidrv4())
    .min(1)
    .optional()
    .describe("IPv4 ranges that reach it, where the cloud runs it. Default: the environment's own network."),
  maintenanceWindow: weeklyWindow
    .optional()
    .describe(
      "Weekly, UTC, such as sun:03:00-sun:04:00, where the cloud runs it. Default: one that the cloud chooses.",
    ),
  parameters: z
    .strictObject(
      Object.fromEntries(VALKEY_PARAMETERS.map((name) => [name, parameterValue()])) as Record<
        (typeof VALKEY_PARAMETERS)[number],
        ReturnType<typeof parameterValue>
      >,
    )
    .default({})
    .describe("Further parameters of the server, as texts: those that tune it."),
  services: z
    .array(cacheServiceSchema)
    .min(1)
    .optional()
    .describe(
      "Services, each with a user of its own and the keys and channels that it reaches. Default: one, named like the cache.",
    ),
  /** The block of AWS: its fields and defaults are described in `aws/section.ts`. @default the defaults of its fields */
  aws: awsCacheBlock,
  /** The block of Azure: its fields and defaults are described in `azure/section.ts`. @default the defaults of its fields */
  azure: managedRedisBlock,
});

export type CacheSection = z.output<typeof cacheSchema>;

/** Its number is a part of names. */
export const MAX_PASSWORD_REVISION = 99_999;

export const redisEntrySchema = cacheSchema.extend({
  passwordRevision: z
    .number()
    .int()
    .min(1)
    .max(MAX_PASSWORD_REVISION)
    .default(1)
    .describe(
      "Raise it by one to give every user a new password. Those of the revision before stay valid until the next raise. Never lowered.",
    ),
});

export type RedisEntry = z.output<typeof redisEntrySchema>;

export const redisSchema = z.array(redisEntrySchema).describe("Caches and queues that speak Redis' protocol, by name.");

export type RedisSection = z.output<typeof redisSchema>;

/** What the cache's construct takes of an entry: passwords are made from within the cluster. */
export function cacheOf({ passwordRevision: _revision, ...cache }: RedisEntry): CacheSection {
  return cache;
}

/** Whether it stands in the tier `platform`. */
export const isInCluster = ({ runs }: Pick<CacheSection, "runs">): boolean => runs === "in-cluster";

/** Its services; where none is listed, one of its name. */
export function servicesOf({ name, services }: Pick<CacheSection, "name" | "services">): readonly CacheService[] {
  return services ?? [cacheServiceSchema.parse({ name })];
}
