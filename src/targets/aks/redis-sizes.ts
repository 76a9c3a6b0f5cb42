/**
 * Sizes of Azure Managed Redis. From hashicorp/terraform-provider-azurerm@69697b7 (2026-08-21),
 * internal/services/managedredis/validate/managed_redis_sku.go, less the two families that the resource excludes; read 2026-11-25. Not by location.
 */

/** By family: the numbers, nominal GB of memory. */
const FAMILIES: { readonly [family: string]: readonly number[] } = {
  Balanced_B: [0, 1, 3, 5, 10, 20, 50, 100, 150, 250, 350, 500, 700, 1000],
  ComputeOptimized_X: [3, 5, 10, 20, 50, 100, 150, 250, 350, 500, 700],
  FlashOptimized_A: [250, 500, 700, 1000, 1500, 2000, 4500],
  MemoryOptimized_M: [10, 20, 50, 100, 150, 250, 350, 500, 700, 1000, 1500, 2000],
};

/** Every `sku_name` that there is. */
export const REDIS_SIZES: readonly string[] = Object.entries(FAMILIES).flatMap(([family, numbers]) =>
  numbers.map((number) => `${family}${number}`),
);

/** Of these, the provider takes none into a group that spans locations. */
export const REDIS_WITHOUT_GEO_REPLICATION: readonly string[] = ["Balanced_B0", "Balanced_B1"];

/** Gigabytes up to which a cache need not be spread over shards (`NoCluster`; learn.microsoft.com/azure/redis/architecture). */
export const REDIS_MOST_WITHOUT_SHARDS = 25;
