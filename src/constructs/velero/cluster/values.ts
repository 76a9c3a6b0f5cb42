/** Values of the chart velero. */
import { resources } from "../../kit/cluster/operator/copies";
import type { IdentityValues } from "../../kit/cluster/operator/operator";
import { PRIORITY } from "../../kit/cluster/priority";
import type { IObjectStore } from "../../object-storage/contract";
import { BACKUP_LOCATION } from "../names";
import { type BackupSchedule, usesFiles, usesNodes } from "../section";
import type { VeleroCloud } from "./cloud";

/** The image's own user, and no user of a node. */
const USER = 65_532;

const RESTRICTED = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
};

/** Kopia keeps what it knows of the store below HOME; the root file system is read-only. */
const HOME = [{ name: "HOME", value: "/scratch" }];

/** Where the chart mounts the Secret of keys: everything that asks the store trusts who signed for it, and the cluster's own by its service account. */
const AUTHORITY = { name: "SSL_CERT_FILE", value: "/credentials/ca.crt" };

export interface VeleroValuesProps {
  /** What is backed up when. */
  readonly schedules: readonly BackupSchedule[];
  /** Where it keeps its objects. */
  readonly store: IObjectStore;
  /** The store and the snapshots in the target's words. */
  readonly cloud: Pick<VeleroCloud, "provider" | "plugin" | "locationConfig">;
  /** The Secret of the store's key (`cloud`) and its authority (`ca.crt`). @default none: the pods' own identity */
  readonly keysSecret?: string;
}

/** One server: there is no standby of Velero, and it goes on with what it had begun. */
export function veleroValues(
  { schedules, store, cloud, keysSecret }: VeleroValuesProps,
  identity: IdentityValues,
): object {
  const onNodes = usesNodes(schedules);
  return {
    fullnameOverride: "velero",
    priorityClassName: PRIORITY.platform,
    initContainers: [
      {
        name: "plugin",
        image: cloud.plugin,
        imagePullPolicy: "IfNotPresent",
        securityContext: RESTRICTED,
        resources: resources("10m", "32Mi", "64Mi"),
        volumeMounts: [{ name: "plugins", mountPath: "/target" }],
      },
    ],
    podLabels: identity.podLabels,
    podSecurityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      fsGroup: USER,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containerSecurityContext: RESTRICTED,
    resources: resources("100m", "256Mi", "1Gi"),
    serviceAccount: {
      server: { create: true, name: identity.serviceAccount.name, annotations: identity.serviceAccount.annotations },
    },
    // The pods' own identity.
    credentials: keysSecret === undefined ? { useSecret: false } : { useSecret: true, existingSecret: keysSecret },
    // The definitions are a release of their own.
    upgradeCRDs: false,
    cleanUpCRDs: false,
    // It restores whatever there was, roles and namespaces too: nothing less than all rights can do that.
    rbac: { create: true, clusterAdministrator: true },
    configuration: {
      features: "EnableCSI",
      uploaderType: "kopia",
      logFormat: "json",
      // Only schedules and people say what is read from running pods.
      defaultVolumesToFsBackup: false,
      // Of the server and of the agents.
      extraEnvVars: keysSecret === undefined ? HOME : [...HOME, AUTHORITY],
      backupStorageLocation: [
        {
          name: BACKUP_LOCATION,
          provider: cloud.provider,
          bucket: store.bucketName,
          default: true,
          accessMode: "ReadWrite",
          config: cloud.locationConfig(store),
        },
      ],
      volumeSnapshotLocation: [],
    },
    // Snapshots are made by Kubernetes' own objects, and not by the plugin.
    snapshotsEnabled: false,
    deployNodeAgent: onNodes,
    nodeAgent: {
      priorityClassName: PRIORITY.platform,
      podLabels: identity.podLabels,
      // Whatever the files' owner is.
      podSecurityContext: { runAsUser: 0, seccompProfile: { type: "RuntimeDefault" } },
      containerSecurityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: false },
      // Only files of running pods are read below the node's own folders.
      disableHostPath: !usesFiles(schedules),
      resources: resources("50m", "256Mi", "1Gi"),
      // A volume is read where it is, whatever the node is kept for.
      tolerations: [{ operator: "Exists" }],
    },
    metrics: { enabled: true, serviceMonitor: { enabled: false }, nodeAgentPodMonitor: { enabled: false } },
    schedules: {},
  };
}
