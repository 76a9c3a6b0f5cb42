/** The default StorageClass: premium disks, made where the pod that wants them runs. */
import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import type { Construct } from "constructs";

export function volumeClass(scope: Construct, id: string): StorageClassV1 {
  return new StorageClassV1(scope, id, {
    // AKS brings a default of its own, `default`. Of two, the one that was made later counts
    // (kubernetes.io/docs/concepts/storage/storage-classes, "Default StorageClass").
    metadata: { name: "premium", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
    storageProvisioner: "disk.csi.azure.com",
    // A volume is bound to a zone: that of the pod, which must be chosen first.
    volumeBindingMode: "WaitForFirstConsumer",
    allowVolumeExpansion: true,
    reclaimPolicy: "Delete",
    parameters: { skuName: "Premium_LRS", "csi.storage.k8s.io/fstype": "ext4", networkAccessPolicy: "DenyAll" },
  });
}
