/** The dashboard of PostgreSQL servers in the cluster: what the operator and the plugin that carries backups say of their pods. */
import { type Figure, figuresDashboard } from "../../kit/figures-dashboard";
import { POSTGRES_NAMESPACE } from "./cnpg-names";

const OF_CHOSEN = `namespace="${POSTGRES_NAMESPACE}",pod=~"$pod"`;
const LEGEND = "{{pod}}";

const FIGURES: readonly Figure[] = [
  { title: "Up", unit: "bool_on_off", expr: `cnpg_collector_up{${OF_CHOSEN}}`, legend: LEGEND },
  {
    title: "Hours since the last base backup",
    unit: "h",
    expr: `(time() - (barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{${OF_CHOSEN}} > 0)) / 3600`,
    legend: LEGEND,
  },
  {
    title: "Days that can be gone back",
    unit: "d",
    expr: `(time() - (barman_cloud_cloudnative_pg_io_first_recoverability_point{${OF_CHOSEN}} > 0)) / 86400`,
    legend: LEGEND,
  },
  {
    title: "Files of the log that wait to be carried away",
    unit: "short",
    expr: `cnpg_collector_pg_wal_archive_status{${OF_CHOSEN},value="ready"}`,
    legend: LEGEND,
  },
  {
    title: "Size of the log",
    unit: "bytes",
    expr: `cnpg_collector_pg_wal{${OF_CHOSEN},value="size"}`,
    legend: LEGEND,
  },
  {
    title: "Standbys that follow, of those that should",
    unit: "short",
    expr: `cnpg_collector_sync_replicas{${OF_CHOSEN},value=~"expected|observed"}`,
    legend: "{{pod}} {{value}}",
  },
  {
    title: "Volumes",
    unit: "percent",
    expr: `100 * kubelet_volume_stats_used_bytes{namespace="${POSTGRES_NAMESPACE}"} / kubelet_volume_stats_capacity_bytes{namespace="${POSTGRES_NAMESPACE}"}`,
    legend: "{{persistentvolumeclaim}}",
  },
  { title: "Nodes in use", unit: "short", expr: `cnpg_collector_nodes_used{${OF_CHOSEN}}`, legend: LEGEND },
];

export const cnpgDashboard = figuresDashboard({
  title: "PostgreSQL in the cluster",
  tag: "postgres",
  choice: { name: "pod", label: "Pod", query: "label_values(cnpg_collector_up, pod)", refId: "pods" },
  figures: FIGURES,
});
