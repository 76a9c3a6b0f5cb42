/**
 * Node auto-provisioning: AKS runs Karpenter beside the control plane, which starts whatever machine fits the pods that find no room
 * (learn.microsoft.com/azure/aks/node-auto-provisioning). Loads no cdktf: sections check by it, too.
 */
import type { NewerFeature } from "../../kit/azure/provider-floor";
import type { NodeCount } from "../nodes";
import type { ClusterSection } from "../section";

/** hashicorp/terraform-provider-azurerm, CHANGELOG-v4.md, 4.57.0 (#30517): `node_provisioning_profile` of a cluster. */
export const NODE_PROVISIONING: NewerFeature = { since: "4.57.0", title: "Node auto-provisioning" };

/** Virtual CPUs of an added node at least: what runs on every node takes as much of a smaller one as applications do. */
export const LEAST_CPUS = 4;
/** GiB of memory of an added node at least: that of the smallest machine for computing with so many CPUs. */
const LEAST_MEMORY = 8;

/** First letters of sizes: for general use, with much memory, for computing (learn.microsoft.com/azure/virtual-machines/sizes/overview). */
export const FAMILIES = ["D", "E", "F"] as const;

type Added = Pick<ClusterSection["azure"], "addedNodes">;

/** Whether pools are as large as they are: AKS takes its two ways of adding nodes for each other's opposite. */
export const hasFixedPools = ({ addedNodes }: Added): boolean => addedNodes.by === "node-auto-provisioning";

/** Whether Karpenter adds nodes. */
export const isNodeProvisioned = (section: Pick<ClusterSection, "autoscaling"> & { readonly azure: Added }): boolean =>
  section.autoscaling.enabled && hasFixedPools(section.azure);

/** What a pool has where nothing makes it grow. */
export const fixedNodes = ({ min }: NodeCount): NodeCount => ({ min, max: min });

/** How many added nodes there may be at most: as many of the smallest as are within the limits. */
export function provisionedAtMost({
  cpu,
  memory = 4 * cpu,
}: {
  readonly cpu: number;
  readonly memory?: number | undefined;
}): number {
  return Math.floor(Math.min(cpu / LEAST_CPUS, memory / LEAST_MEMORY));
}
