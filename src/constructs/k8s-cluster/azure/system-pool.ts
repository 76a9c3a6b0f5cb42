/** The pool that AKS keeps for its own pods: cluster DNS, metrics, Azure Policy. Pods of others are kept off by its taint. */
import type { KubernetesClusterDefaultNodePool } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { azureSizes } from "../../../targets/aks/sizes";
import type { AzureClusterBlock } from "./section";
import { hasHostEncryption, osDiskType } from "./machines";
import { MAX_PODS, OS_SKU, UPGRADE_SETTINGS } from "./node-settings";
import { systemNodes } from "./system-nodes";
import { SYSTEM_POOL, temporaryName } from "./pool-names";

/** GiB. Images of AKS's own pods, and logs; the smallest machine's own disk holds it. */
const DISK = 64;

export interface SystemPoolProps extends Pick<AzureClusterBlock, "systemPool" | "hostEncryption"> {
  /** Whether it keeps as many nodes as at least. */
  readonly fixed: boolean;
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
  hostEncryption,
  fixed,
  version,
  zones,
  subnetId,
}: SystemPoolProps): KubernetesClusterDefaultNodePool {
  const vmSize = pool.vmSize ?? azureSizes.medium[0];
  const { min, max } = systemNodes(pool, zones);
  return {
    name: SYSTEM_POOL,
    type: "VirtualMachineScaleSets",
    onlyCriticalAddonsEnabled: true,
    orchestratorVersion: version,
    vmSize,
    ...(zones.length === 0 ? {} : { zones: [...zones] }),
    vnetSubnetId: subnetId,
    osSku: OS_SKU,
    osDiskType: osDiskType(vmSize, DISK),
    osDiskSizeGb: DISK,
    maxPods: MAX_PODS,
    hostEncryptionEnabled: hostEncryption && hasHostEncryption(vmSize),
    nodePublicIpEnabled: false,
    ...(fixed
      ? { autoScalingEnabled: false, nodeCount: min }
      : { autoScalingEnabled: true, minCount: min, maxCount: max, nodeCount: min }),
    upgradeSettings: UPGRADE_SETTINGS,
    temporaryNameForRotation: temporaryName(SYSTEM_POOL),
  };
}
