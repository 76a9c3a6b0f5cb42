/** The number of a whole pool, from what its zones have. */
import { nodesByZone } from "./nodes";

/** The sum of all zones, if its division makes exactly these. @param real by zone */
export function poolTotal(real: ReadonlyMap<string, number>): number | undefined {
  const total = [...real.values()].reduce((sum, nodes) => sum + nodes, 0);
  const distributed = nodesByZone({ min: total, max: total }, [...real.keys()]);
  return [...real].every(([zone, nodes]) => distributed.get(zone)?.min === nodes) ? total : undefined;
}
