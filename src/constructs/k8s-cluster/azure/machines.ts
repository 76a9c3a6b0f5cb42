/** Which virtual machines a pool has, and what follows from their size. */
import { azureSizes } from "../../../targets/aks/sizes";
import { type VmSize, vmSizes } from "../../../targets/aks/vm-sizes";
import type { PoolSection } from "../pool-section";

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
  const size: VmSize | undefined = vmSizes().get(vmSize);
  return size?.localDisk && disk <= LOCAL_DISK_PER_CPU * size.cpus ? "Ephemeral" : "Managed";
}
