/** Figures at which the alerts of servers in the cluster fire, and the nearest at which they do not. */
import type { AlertCases } from "../../../helpers/alert-cases";

const POD = 'namespace="postgres",pod="dev-bills-1"';
const IT = { pod: "dev-bills-1" };
const LAST_BACKUP = `barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{${POD}}`;
const CLAIM = 'namespace="postgres",persistentvolumeclaim="dev-bills-1-wal"';
const HOUR = 3600;

const standbys = (observed: number): Readonly<Record<string, string>> => ({
  [`cnpg_collector_sync_replicas{${POD},value="expected"}`]: "1x40",
  [`cnpg_collector_sync_replicas{${POD},value="observed"}`]: `${observed}x40`,
});
const volume = (used: number): Readonly<Record<string, string>> => ({
  [`kubelet_volume_stats_used_bytes{${CLAIM}}`]: `${used}x60`,
  [`kubelet_volume_stats_capacity_bytes{${CLAIM}}`]: "100x60",
});

export const inCluster: AlertCases = {
  DatabaseLogNotArchived: {
    fires: {
      series: { [`cnpg_collector_pg_wal_archive_status{${POD},value="ready"}`]: "11x40" },
      at: "15m",
      labels: IT,
      summary: "dev-bills-1 has 11 files of its log that are not in the store of backups.",
    },
    quiet: { series: { [`cnpg_collector_pg_wal_archive_status{${POD},value="ready"}`]: "10x40" }, at: "15m" },
  },
  DatabaseBackupOld: {
    fires: {
      // Made at the hour 1 of the epoch, looked at 31 hours later.
      series: { [LAST_BACKUP]: `${HOUR}x2000` },
      at: "32h",
      labels: { server: "dev-bills" },
      summary: "The last base backup of dev-bills is 31 hours old.",
    },
    quiet: { series: { [LAST_BACKUP]: `${HOUR}x2000` }, at: "31h" },
  },
  DatabaseNoBackup: {
    fires: {
      series: { [LAST_BACKUP]: "0x200" },
      at: "3h",
      labels: { server: "dev-bills" },
      summary: "dev-bills has no base backup at all: nothing could be restored.",
    },
    quiet: { series: { [LAST_BACKUP]: "0x100 3600x100" }, at: "3h" },
  },
  DatabaseVolumeFilling: {
    fires: {
      series: volume(81),
      at: "20m",
      labels: { persistentvolumeclaim: "dev-bills-1-wal" },
      summary: "The volume dev-bills-1-wal is full to 81%.",
    },
    quiet: { series: volume(80), at: "20m" },
  },
  DatabaseStandbyMissing: {
    fires: {
      series: standbys(0),
      at: "10m",
      labels: IT,
      summary: "dev-bills-1 has no standby that follows: commits wait until there is one.",
    },
    quiet: { series: standbys(1), at: "10m" },
  },
  DatabaseOnOneNode: {
    fires: {
      series: { [`cnpg_collector_nodes_used{${POD}}`]: "1x60" },
      at: "40m",
      labels: IT,
      summary: "All of dev-bills-1's server is on one node: with that it would be away.",
    },
    quiet: { series: { [`cnpg_collector_nodes_used{${POD}}`]: "2x60" }, at: "40m" },
  },
  DatabaseFenced: {
    fires: {
      series: { [`cnpg_collector_fencing_on{${POD}}`]: "1x60" },
      at: "40m",
      labels: IT,
      summary: "dev-bills-1 is fenced: somebody stopped PostgreSQL in it, and it stays so.",
    },
    quiet: { series: { [`cnpg_collector_fencing_on{${POD}}`]: "0x60" }, at: "40m" },
  },
};
