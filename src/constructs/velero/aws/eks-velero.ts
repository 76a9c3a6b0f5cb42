/** Velero on EKS: its plugin for S3, and snapshots of EBS. */
import { VELERO_PLUGINS } from "../../../catalog/velero";
import type { Implementation } from "../../../model/contract";
import { AdoptedVelero } from "../adopted-velero";
import { ClusterVelero } from "../cluster/cluster-velero";
import type { IVelero, VELERO } from "../contract";
import type { VeleroProps } from "../props";
import { snapshotController } from "./snapshot-controller";

export const eksVeleroImplementation: Implementation<VeleroProps, IVelero, typeof VELERO.shape> = {
  create: (scope, id, props) =>
    new ClusterVelero(scope, id, props, {
      provider: "aws",
      plugin: `${VELERO_PLUGINS.aws.repository}:${VELERO_PLUGINS.aws.tag}`,
      // The bucket encrypts with its own key whatever names no other. One that is locked takes nothing without a checksum
      // (S3 User Guide, managing object lock).
      locationConfig: ({ region }) => ({ region, checksumAlgorithm: "CRC32" }),
      snapshotDriver: "ebs.csi.aws.com",
      snapshots: (inner) => [snapshotController(inner, props.cluster.clusterName)],
    }),
  fromAttributes: (scope, id, attributes) => new AdoptedVelero(scope, id, attributes),
};
