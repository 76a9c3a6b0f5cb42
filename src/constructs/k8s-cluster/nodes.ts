/** How many nodes a pool has: the numbers of the whole pool, and what each zone gets of them. */

/** Nodes at least and at most. */
export interface NodeCount {
  readonly min: number;
  readonly max: number;
}

/** Of a pool that does not say otherwise, in each of its zones: one survives a drain of another zone, three let it grow. */
const DEFAULT_PER_ZONE: NodeCount = { min: 1, max: 3 };

/** The numbers of a whole pool, with the defaults. @param zones how many zones it has nodes in */
export function nodesOf({ nodes }: { readonly nodes: Partial<NodeCount> }, zones: number): NodeCount {
  return { min: nodes.min ?? DEFAULT_PER_ZONE.min * zones, max: nodes.max ?? DEFAULT_PER_ZONE.max * zones };
}

/**
 * What each zone gets, so that the sums are the pool's numbers exactly: the same everywhere, and the remainder one each, to the
 * zones in the order of their names. No zone gets less at most than at least, whatever the numbers are.
 */
export function nodesByZone({ min, max }: NodeCount, zones: readonly string[]): ReadonlyMap<string, NodeCount> {
  const sorted = [...new Set(zones)].sort();
  const [minimums, maximums] = [spread(min, sorted.length), spread(max, sorted.length)];
  return new Map(sorted.map((zone, index) => [zone, { min: minimums(index), max: maximums(index) }]));
}

function spread(total: number, zones: number): (index: number) => number {
  const [share, remainder] = [Math.floor(total / zones), total % zones];
  return (index) => share + (index < remainder ? 1 : 0);
}
