/** What an entry of `redis` says under `azure`: the words of Azure Managed Redis. */
import { z } from "zod";
import { REDIS_SIZES } from "../../../targets/aks/redis-sizes";
import { existingKeySchema } from "../../kit/azure/existing-key";

/** learn.microsoft.com/azure/redis/architecture, "Cluster policies". */
export const CLUSTERING_POLICIES = ["OSSCluster", "EnterpriseCluster", "NoCluster"] as const;

export const managedRedisBlock = z
  .strictObject({
    clusteringPolicy: z
      .enum(CLUSTERING_POLICIES)
      .optional()
      .describe(
        "Required where Azure runs it, as no other can be had later without losing everything. `NoCluster`: one shard, up to 25 GB, every client and command. " +
          "`EnterpriseCluster`: any client, but commands over several keys fail across shards. `OSSCluster`: clients must speak Redis Cluster (`topology: { kind: sharded }`).",
      ),
    sku: z
      .enum(REDIS_SIZES as [string, ...string[]])
      .optional()
      .describe(
        "A concrete size, such as Balanced_B5, that counts on Azure in place of `topology.size`. Another one is another cache, without the data.",
      ),
    encryptionKey: existingKeySchema
      .optional()
      .describe("An existing key, and the identity that may use it. Default: a key of its own, in a vault of its own."),
  })
  .prefault({})
  .describe("What of the cache is Azure Managed Redis' own.");
