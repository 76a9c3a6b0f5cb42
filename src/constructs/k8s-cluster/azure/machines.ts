/** Which virtual machines a pool has, and what follows from their size. */
import { azureSizes } from "../../../targets/aks/sizes";
import { vmSizes } from "../../../targets/aks/vm-sizes";
import type { PoolSection } from "../pool-section";
import { readVmSizeName } from "./vm-size-names";

/** What a pool without size gets. */
const DEFAULT_SIZE = "medium";

/** The size of a pool's machines. */
export function vmSizeOf(
  pool: Pick<PoolSection, "size"> & { readonly azure: Pick<PoolSection["azure"], "vmSize"> },
): string {
  return pool.azure.vmSize ?? azureSizes[pool.size ?? DEFAULT_SIZE][0];
}

/** GiB of local disk for each CPU, of the families that have the least of it (D4ds_v5: 150 GiB). */
const LOCAL_DISK_PER_CPU = 37;

/**
 * On the machine's own disk where it has room: faster, free, and gone with the machine, as a node is.
 * @security CKV_AZURE_226 wherever the size has a disk that holds it
 */
export function osDiskType(vmSize: string, disk: number): "Ephemeral" | "Managed" {
  const size = vmSizes().get(vmSize);
  return size?.localDisk && disk <= LOCAL_DISK_PER_CPU * size.cpus ? "Ephemeral" : "Managed";
}

/**
 * All sizes with premium disks have it, which is an `s` among the letters behind the number
 * (learn.microsoft.com/azure/virtual-machines/disks-enable-host-based-encryption-portal, "Supported VM sizes").
 */
export function hasHostEncryption(vmSize: string): boolean {
  return takesPremiumDisks(vmSize);
}

/** learn.microsoft.com/azure/virtual-machines/vm-naming-conventions; the sizes before it say so by a letter in front. */
export function takesPremiumDisks(vmSize: string): boolean {
  const { family = "", letters = "" } = readVmSizeName(vmSize) ?? {};
  return letters.includes("s") || /^(DS|GS|FS|LS)$/.test(family);
}
