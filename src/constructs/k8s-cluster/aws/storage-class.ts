/** The default StorageClass: encrypted gp3 volumes, made where the pod that wants them runs. */
import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import type { Construct } from "constructs";

export interface VolumeClassProps {
  /** @default the account's own key for EBS */
  readonly volumeKeyArn?: string;
}

/** @security CKV_AWS_3 volumes are encrypted with a key of our own */
export function volumeClass(scope: Construct, id: string, props: VolumeClassProps): StorageClassV1 {
  return new StorageClassV1(scope, id, {
    metadata: { name: "gp3", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
    storageProvisioner: "ebs.csi.aws.com",
    // A volume is bound to a zone: that of the pod, which must be chosen first.
    volumeBindingMode: "WaitForFirstConsumer",
    allowVolumeExpansion: true,
    reclaimPolicy: "Delete",
    parameters: {
      type: "gp3",
      encrypted: "true",
      "csi.storage.k8s.io/fstype": "ext4",
      ...(props.volumeKeyArn === undefined ? {} : { kmsKeyId: props.volumeKeyArn }),
    },
  });
}
