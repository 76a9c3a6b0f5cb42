/** What Azure Managed Redis makes of a cache in general. Data, without cdktf. */
import { type CacheSize, EVICTING_POLICIES } from "../../../catalog/valkey";
import type { CacheSection } from "../section";

/** By abstract size; the number is GB of memory, of which Azure keeps a fifth (learn.microsoft.com/azure/redis/best-practices-memory-management). */
const SKUS: Readonly<Record<CacheSize, string>> = {
  small: "Balanced_B1",
  medium: "Balanced_B5",
  large: "Balanced_B20",
};

export function skuOf({ topology, azure }: Pick<CacheSection, "topology" | "azure">): string {
  return azure.sku ?? (topology.kind === "serverless" ? SKUS.medium : SKUS[topology.size]);
}

/** GB of a size: the number in its name. */
export const gigabytesOf = (sku: string): number => Number(/(\d+)$/.exec(sku)?.[1] ?? 0);

/** Policies of eviction, from valkey.conf's words to Azure's (registry.terraform.io, azurerm 4.55, `managed_redis`, `eviction_policy`). */
export const EVICTION: Readonly<Record<string, string>> = {
  noeviction: "NoEviction",
  "allkeys-lru": "AllKeysLRU",
  "allkeys-lfu": "AllKeysLFU",
  "allkeys-random": "AllKeysRandom",
  "volatile-lru": "VolatileLRU",
  "volatile-lfu": "VolatileLFU",
  "volatile-random": "VolatileRandom",
  "volatile-ttl": "VolatileTTL",
};

export function evictionOf({ use, parameters }: Pick<CacheSection, "use" | "parameters">): string {
  const [usual = "allkeys-lru"] = EVICTING_POLICIES;
  const policy = parameters["maxmemory-policy"] ?? (use === "queue" ? "noeviction" : usual);
  return EVICTION[policy] ?? "NoEviction";
}

/** The user of whoever logs in by a key (learn.microsoft.com/azure/redis/entra-for-authentication). */
export const KEY_USER = "default";
