/** Where a server's backups and log go, in the words of the Barman Cloud plugin. */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import type { IObjectStore } from "../../object-storage/contract";
import { BACKUP_PLUGIN, BARMAN_API, CNPG_API } from "./cnpg-names";

/** What the plugin must be told of a store, by the cloud that it stands in. */
export type BackupPlace = (store: IObjectStore) => Readonly<Record<string, unknown>>;

/** The Secret of the key of a store that has keys, and what the plugin is told of the store then. */
export interface KeyedBackups {
  readonly place: BackupPlace;
  /** Keys of the Secret beside `ca.crt`, as templates. */
  readonly keys: Readonly<Record<string, string>>;
  /** Environment of whatever asks the store. */
  readonly env: readonly { readonly name: string; readonly value: string }[];
}

export interface BackupsProps {
  /** Of the server: its objects are called so. */
  readonly name: string;
  /** Where they stand. */
  readonly namespace: string;
  /** What the plugin is told of the store. */
  readonly place: Readonly<Record<string, unknown>>;
  /** Environment of the plugin beside the server. @default none */
  readonly env?: KeyedBackups["env"];
  /** Days of point-in-time recovery. */
  readonly days: number;
  /** Time of day, UTC, of the base backup: `02:00`. */
  readonly at: string;
}

/** Files of the log that are carried at a time: one after another would fall behind a server that writes much. */
const PARALLEL_WAL = 4;

/** Of the plugin's container beside each server: compression works in it. */
const SIDECAR = { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "512Mi" } };

/** The store, and the daily base backup: what is older than the days is thrown away, but for what they need. */
export function backupObjects({ name, namespace, place, env, days, at }: BackupsProps): readonly KubernetesObject[] {
  const [hour = "", minute = ""] = at.split(":");
  return [
    {
      apiVersion: BARMAN_API,
      kind: "ObjectStore",
      metadata: { name, namespace },
      spec: {
        configuration: {
          ...place,
          wal: { compression: "gzip", maxParallel: PARALLEL_WAL },
          data: { compression: "gzip" },
        },
        retentionPolicy: `${days}d`,
        instanceSidecarConfiguration: { resources: SIDECAR, ...(env === undefined ? {} : { env }) },
      },
    },
    {
      apiVersion: CNPG_API,
      kind: "ScheduledBackup",
      metadata: { name, namespace },
      spec: {
        cluster: { name },
        // Six fields, of which the first is the second.
        schedule: `0 ${Number(minute)} ${Number(hour)} * * *`,
        // Before the first night, there would be nothing to restore from.
        immediate: true,
        backupOwnerReference: "self",
        method: "plugin",
        pluginConfiguration: { name: BACKUP_PLUGIN },
      },
    },
  ];
}

/** How a server, or the backups of one, are named to the plugin. */
export const backupParameters = (
  store: string,
  serverName: string,
): { readonly barmanObjectName: string; readonly serverName: string } => ({ barmanObjectName: store, serverName });
