/** The default StorageClass: premium disks, encrypted with the cluster's key, made where the pod that wants them runs. */
import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import type { Construct } from "constructs";

export interface VolumeClassProps {
  /** Copies: ZRS or LRS. */
  readonly redundancy: string;
  /** ARM id of what encrypts them. @default Azure's own key */
  readonly diskEncryptionSetId?: string | undefined;
}

/**
 * Zone-redundant ones are in all locations that have zones (learn.microsoft.com/azure/virtual-machines/disks-redundancy), and go where their pod
 * goes; they are made and written a little slower.
 *
 * @security CKV_AZURE_93 encrypted with a key of our own
 */
export function volumeClass(scope: Construct, id: string, props: VolumeClassProps): StorageClassV1 {
  const { redundancy, diskEncryptionSetId } = props;
  return new StorageClassV1(scope, id, {
    // AKS brings a default of its own, `default`. Of two, the one that was made later counts
    // (kubernetes.io/docs/concepts/storage/storage-classes, "Default StorageClass").
    metadata: { name: "premium", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
    storageProvisioner: "disk.csi.azure.com",
    // A volume in one zone is bound to it: that of the pod, which must be chosen first.
    volumeBindingMode: "WaitForFirstConsumer",
    allowVolumeExpansion: true,
    reclaimPolicy: "Delete",
    parameters: {
      skuName: `Premium_${redundancy}`,
      "csi.storage.k8s.io/fstype": "ext4",
      // Nobody downloads them by a link.
      networkAccessPolicy: "DenyAll",
      ...(diskEncryptionSetId === undefined ? {} : { diskEncryptionSetID: diskEncryptionSetId }),
    },
  });
}
