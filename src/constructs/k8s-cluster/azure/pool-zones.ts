/** Which zones a pool has node pools in. */

/** Sorted, each once; `all` where the location has none. */
export function poolZones(
  pool: { readonly azure: { readonly zones?: readonly string[] | undefined } },
  networkZones: readonly string[],
): readonly string[] {
  const zones = [...new Set(pool.azure.zones ?? networkZones)].sort();
  return zones.length === 0 ? ["all"] : zones;
}
