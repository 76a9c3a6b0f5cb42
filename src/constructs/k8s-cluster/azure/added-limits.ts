/** How many nodes beyond the pools there may be: within the limits of CPUs and memory, by what they are bought as and by zone. */
import { vmSizes } from "../../../targets/aks/vm-sizes";
import { nodesByZone } from "../nodes";
import type { ClusterSection } from "../section";

export type Capacity = ClusterSection["autoscaling"]["capacity"][number];

/** Names of their node pools begin so. No pool of the file can be called so. */
export const ADDED_POOLS: { readonly [C in Capacity]: string } = { "on-demand": "added", spot: "addedspot" };

/** Size of their machines where the file says none. */
export const USUAL_SIZE = "Standard_D4ds_v5";
/** GiB of a node's disk. */
export const DISK = 50;
/** The label of nodes that no pool of the file has. */
export const ADDED_LABEL = "jangada/added";

export interface AddedNodesLimits {
  readonly autoscaling: Pick<ClusterSection["autoscaling"], "enabled" | "capacity" | "memory"> & {
    readonly cpu: number;
  };
  readonly vmSize: string;
}

/** How many nodes of a size are within the limits of CPUs and memory; undefined of a size that is not known. */
export function addedNodesAtMost({ autoscaling, vmSize }: AddedNodesLimits): number | undefined {
  const size = vmSizes().get(vmSize);
  if (!size) return undefined;
  const { cpu, memory = 4 * cpu } = autoscaling;
  return Math.floor(Math.min(cpu / size.cpus, memory / size.memory));
}

/** At most, by what they are bought as and by zone: together within the limits. A zone without any has no node pool. */
export function addedNodes(
  limits: AddedNodesLimits,
  zones: readonly string[],
): readonly { readonly capacity: Capacity; readonly zone: string; readonly max: number }[] {
  const kinds = [...new Set(limits.autoscaling.capacity)].sort();
  const all = addedNodesAtMost(limits) ?? 0;
  const byKind = nodesByZone({ min: 0, max: all }, kinds);
  return kinds.flatMap((capacity) =>
    [...nodesByZone({ min: 0, max: byKind.get(capacity)?.max ?? 0 }, zones)].flatMap(([zone, { max }]) =>
      max === 0 ? [] : [{ capacity, zone, max }],
    ),
  );
}
