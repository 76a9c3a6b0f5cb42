/** How many nodes the pool has that AKS keeps for its own pods. */
import type { NodeCount } from "../nodes";
import type { AzureClusterBlock } from "./section";

/** One fails or is renewed: the other serves (learn.microsoft.com/azure/aks/use-system-pools, "System and user node pools"). */
const LEAST = 2;

/** @param zones of the network: one for each of them, unless told */
export function systemNodes({ nodes }: AzureClusterBlock["systemPool"], zones: readonly string[]): NodeCount {
  const min = nodes.min ?? Math.max(LEAST, Math.min(zones.length, nodes.max ?? zones.length));
  return { min, max: nodes.max ?? 2 * min };
}
