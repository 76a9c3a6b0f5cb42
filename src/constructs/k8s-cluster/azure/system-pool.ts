/** The pool that AKS keeps for its own pods: cluster DNS, metrics, Azure Policy. Pods of others are kept off by its taint. */
import type { KubernetesClusterDefaultNodePool } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { azureSizes } from "../../../targets/aks/sizes";
import type { AzureClusterBlock } from "./section";
import { osDiskType } from "./machines";
import { SYSTEM_POOL, temporaryName } from "./pool-names";

/** Pods on a node; what overlay networks have unless told (learn.microsoft.com/azure/aks/concepts-network-ip-address-planning). */
export const MAX_PODS = 110;

/**
 * Always said: AKS fills it in, and the provider would take what it reads for a change (hashicorp/terraform-provider-azurerm#24020).
 * A third more nodes while nodes are renewed; what does not leave a node in half an hour holds the renewal up.
 */
export const UPGRADE_SETTINGS = { maxSurge: "33%", drainTimeoutInMinutes: 30, nodeSoakDurationInMinutes: 0 };

/** GiB. Images of AKS's own pods, and logs; the smallest machine's own disk holds it. */
const DISK = 64;

export interface SystemPoolProps extends Pick<AzureClusterBlock, "systemPool"> {
  /** Kubernetes minor of the nodes. */
  readonly version: string;
  /** Zones of the network; none where the location has none. */
  readonly zones: readonly string[];
  /** Id of the nodes' subnet. */
  readonly subnetId: string;
}

/**
 * One pool over all zones: what runs there has no volumes.
 *
 * @security CKV_AZURE_232 kept for what AKS cannot work without
 */
export function systemPool({
  systemPool: pool,
  version,
  zones,
  subnetId,
}: SystemPoolProps): KubernetesClusterDefaultNodePool {
  const vmSize = pool.vmSize ?? azureSizes.medium[0];
  const min = pool.nodes.min ?? Math.max(2, zones.length);
  return {
    name: SYSTEM_POOL,
    type: "VirtualMachineScaleSets",
    onlyCriticalAddonsEnabled: true,
    orchestratorVersion: version,
    vmSize,
    ...(zones.length === 0 ? {} : { zones: [...zones] }),
    vnetSubnetId: subnetId,
    osSku: "AzureLinux",
    osDiskType: osDiskType(vmSize, DISK),
    osDiskSizeGb: DISK,
    maxPods: MAX_PODS,
    hostEncryptionEnabled: true,
    nodePublicIpEnabled: false,
    autoScalingEnabled: true,
    minCount: min,
    maxCount: pool.nodes.max ?? 2 * min,
    nodeCount: min,
    upgradeSettings: UPGRADE_SETTINGS,
    temporaryNameForRotation: temporaryName(SYSTEM_POOL),
  };
}
