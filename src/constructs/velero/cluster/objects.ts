/** Custom resources of Velero, and the class of its snapshots. */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import type { VeleroCloud } from "./cloud";
import { BACKUP_LOCATION, RESTORE_TEST_NAMESPACE, VELERO_NAMESPACE } from "../names";
import { type BackupSchedule, leftOut, retentionHours } from "../section";

/** What is made anew by itself, or is of no use anywhere else. */
const LEFT_OUT = ["events", "events.events.k8s.io"];

export function scheduleObject(schedule: BackupSchedule): KubernetesObject {
  const { name, cron, retention, namespaces, volumes } = schedule;
  // What a restore test left must not count as somebody's data.
  const excluded = [...leftOut(schedule), ...(namespaces ? [] : [RESTORE_TEST_NAMESPACE])];
  return {
    apiVersion: "velero.io/v1",
    kind: "Schedule",
    metadata: { name, namespace: VELERO_NAMESPACE },
    spec: {
      schedule: cron,
      // Backups stay when the schedule goes.
      useOwnerReferencesInBackup: false,
      template: {
        ttl: `${retentionHours(retention)}h0m0s`,
        storageLocation: BACKUP_LOCATION,
        includedNamespaces: namespaces ?? ["*"],
        ...(excluded.length > 0 ? { excludedNamespaces: excluded } : {}),
        excludedResources: LEFT_OUT,
        snapshotVolumes: volumes === "copies" || volumes === "snapshots",
        snapshotMoveData: volumes === "copies",
        defaultVolumesToFsBackup: volumes === "files",
      },
    },
  };
}

/** Velero takes the class that carries its label (velero.io/docs, CSI). */
export function snapshotClass(driver: string, parameters?: VeleroCloud["snapshotParameters"]): KubernetesObject {
  return {
    apiVersion: "snapshot.storage.k8s.io/v1",
    kind: "VolumeSnapshotClass",
    metadata: { name: "velero", labels: { "velero.io/csi-volumesnapshot-class": "true" } },
    driver,
    ...(parameters ? { parameters } : {}),
    // A namespace that is deleted takes its snapshot objects along, and must not take what they stand for.
    deletionPolicy: "Retain",
  };
}
