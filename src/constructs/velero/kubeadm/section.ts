/** What `velero` says under `kubeadm`. */
import { z } from "zod";

/** A name as CSI asks for it: a domain, 63 characters at most (github.com/container-storage-interface/spec, GetPluginInfo). */
const DRIVER = /^[a-zA-Z0-9]([a-zA-Z0-9.-]{0,61}[a-zA-Z0-9])?$/;

export const kubeadmVeleroBlock = z
  .strictObject({
    snapshotDriver: z
      .string()
      .regex(DRIVER, "must be the name of a CSI driver, such as csi.example.com: the `provisioner` of its StorageClass")
      .optional()
      .describe(
        "Driver of a StorageClass that you bring (`cluster.kubeadm.storage.kind: none`) and that takes snapshots, such as csi.example.com. Default: none, and nobody takes any; Longhorn's own where that makes volumes.",
      ),
    snapshotParameters: z
      .record(z.string(), z.string())
      .optional()
      .describe("What that driver is told of every snapshot: parameters of its VolumeSnapshotClass. Default: nothing."),
  })
  .prefault({})
  .describe("What of the backups is of bare hosts alone.");
