/** What observability takes from servers in the cluster, beside what it takes from every server. */
import type { AlertGroup, PodMetrics } from "../../../model/observed";
import { isInCluster } from "../runs";
import type { DatabasesSection } from "../section";
import { instancesOf } from "./instances";
import { OPERATOR_PODS, POSTGRES_NAMESPACE } from "./cnpg-names";

export function cnpgPods(section: DatabasesSection): readonly PodMetrics[] {
  if (!section.some(isInCluster)) return [];
  return [
    {
      name: "postgres-servers",
      namespace: POSTGRES_NAMESPACE,
      labels: { "cnpg.io/podRole": "instance" },
      port: "metrics",
      containers: ["postgres"],
    },
    ...(section.some((database) => isInCluster(database) && database.inCluster.pooler)
      ? [
          {
            name: "postgres-poolers",
            namespace: POSTGRES_NAMESPACE,
            labels: { "cnpg.io/podRole": "pooler" },
            port: "metrics",
            containers: ["pgbouncer"],
          },
        ]
      : []),
    {
      name: "postgres-operator",
      namespace: POSTGRES_NAMESPACE,
      labels: OPERATOR_PODS,
      port: "metrics",
      containers: ["manager"],
    },
  ];
}

const OURS = `namespace="${POSTGRES_NAMESPACE}"`;

/** Which server a pod belongs to: its name without the number at its end. */
const byServer = (expression: string): string => `label_replace(${expression}, "server", "$1", "pod", "(.*)-[0-9]+")`;

/** Metrics of CloudNativePG's own collector, of the Barman Cloud plugin (both at a server's pod), and of kubelets. */
export function cnpgAlerts(section: DatabasesSection): readonly AlertGroup[] {
  const servers = section.filter(isInCluster);
  if (servers.length === 0) return [];
  const redundant = servers.some((database) => instancesOf(database) > 1);
  return [
    {
      name: "databases-in-cluster",
      rules: [
        {
          alert: "DatabaseLogNotArchived",
          expr: `max by (pod) (cnpg_collector_pg_wal_archive_status{${OURS},value="ready"}) > $databaseUnarchivedFiles`,
          for: "10m",
          severity: "critical",
          summary:
            "{{ $labels.pod }} has {{ $value | humanize }} files of its log that are not in the store of backups.",
          description:
            "A point in time cannot be restored from here on, and when the log's volume is full, the server stops. See the container `plugin-barman-cloud` of the pod, and whether the store lets it in.",
        },
        {
          alert: "DatabaseBackupOld",
          expr: `(time() - max by (server) (${byServer(`barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{${OURS}} > 0`)})) / 3600 > $databaseBackupHours`,
          for: "15m",
          severity: "critical",
          summary: "The last base backup of {{ $labels.server }} is {{ $value | humanize }} hours old.",
          description: "See what its newest Backup says (kubectl get backups -n postgres), and the store.",
        },
        {
          alert: "DatabaseNoBackup",
          expr: `max by (server) (${byServer(`barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{${OURS}}`)}) == 0`,
          for: "2h",
          severity: "critical",
          summary: "{{ $labels.server }} has no base backup at all: nothing could be restored.",
          description: "See what its first Backup says (kubectl get backups -n postgres), and the store.",
        },
        {
          alert: "DatabaseVolumeFilling",
          expr: `100 * max by (persistentvolumeclaim) (kubelet_volume_stats_used_bytes{${OURS}} / kubelet_volume_stats_capacity_bytes{${OURS}}) > $databaseVolumePercent`,
          for: "15m",
          severity: "critical",
          summary: "The volume {{ $labels.persistentvolumeclaim }} is full to {{ $value | humanize }}%.",
          description:
            "A server whose volume is full stops. Raise `storage`, of a volume that ends in `-wal` `inCluster.walStorage`; of the latter see first why the log is not archived.",
        },
        ...(redundant
          ? [
              {
                alert: "DatabaseStandbyMissing",
                expr: `max by (pod) (cnpg_collector_sync_replicas{${OURS},value="expected"}) - max by (pod) (cnpg_collector_sync_replicas{${OURS},value="observed"}) > 0`,
                for: "5m",
                severity: "critical" as const,
                summary: "{{ $labels.pod }} has no standby that follows: commits wait until there is one.",
                description: "See the pods of the server: where nodes or volumes are missing, they wait.",
              },
              {
                alert: "DatabaseOnOneNode",
                expr: `max by (pod) (cnpg_collector_nodes_used{${OURS}}) == 1`,
                for: "30m",
                severity: "warning" as const,
                summary: "All of {{ $labels.pod }}'s server is on one node: with that it would be away.",
                description: "See which nodes the cluster has, and whether pods wait for room.",
              },
            ]
          : []),
        {
          alert: "DatabaseFenced",
          expr: `max by (pod) (cnpg_collector_fencing_on{${OURS}}) == 1`,
          for: "30m",
          severity: "warning",
          summary: "{{ $labels.pod }} is fenced: somebody stopped PostgreSQL in it, and it stays so.",
          description: "If whoever did it is done: kubectl cnpg fencing off.",
        },
      ],
      thresholds: [
        {
          name: "databaseUnarchivedFiles",
          default: 10,
          min: 1,
          max: 1000,
          description: "Files of the log, 16 MiB each, that wait to be carried to the store of backups.",
        },
        {
          name: "databaseBackupHours",
          default: 30,
          min: 24,
          max: 720,
          description: "Hours since the last base backup of a server in the cluster; one is made each day.",
        },
        {
          name: "databaseVolumePercent",
          default: 80,
          min: 10,
          max: 99,
          description: "Percent of a volume of a server in the cluster.",
        },
      ],
    },
  ];
}
