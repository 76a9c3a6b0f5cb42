/** The dashboard of MinIO: figures of the bucket that is chosen, and of the servers. */
import { type Figure, figuresDashboard } from "../../../kit/figures-dashboard";
import { OURS } from "../observed";

const CHOSEN = `${OURS},bucket=~"$bucket"`;

/** Each server tells of all buckets. */
const ofBuckets = (figure: string, by: string): string =>
  `sum by (${by}) (max by (bucket, api, server) (rate(${figure}{${CHOSEN}}[5m])))`;

const FIGURES: readonly Figure[] = [
  { title: "Requests", unit: "reqps", expr: ofBuckets("minio_bucket_requests_total", "api"), legend: "{{api}}" },
  {
    title: "Requests that were refused",
    unit: "reqps",
    expr: ofBuckets("minio_bucket_requests_4xx_errors_total", "api"),
    legend: "{{api}}",
  },
  {
    title: "Requests that failed",
    unit: "reqps",
    expr: ofBuckets("minio_bucket_requests_5xx_errors_total", "api"),
    legend: "{{api}}",
  },
  {
    title: "Bytes",
    unit: "bytes",
    expr: `max by (bucket) (minio_bucket_usage_total_bytes{${CHOSEN}})`,
    legend: "{{bucket}}",
  },
  {
    title: "Objects",
    unit: "short",
    expr: `max by (bucket) (minio_bucket_usage_object_total{${CHOSEN}})`,
    legend: "{{bucket}}",
  },
  {
    title: "Volumes",
    unit: "percent",
    expr: `100 * kubelet_volume_stats_used_bytes{${OURS}} / kubelet_volume_stats_capacity_bytes{${OURS}}`,
    legend: "{{persistentvolumeclaim}}",
  },
  {
    title: "Volumes that are away",
    unit: "short",
    expr: `max(minio_cluster_drive_offline_total{${OURS}})`,
    legend: "volumes",
  },
  {
    title: "Servers that answer",
    unit: "short",
    expr: `sum(up{${OURS},job="object-storage-server"})`,
    legend: "servers",
  },
];

export const minioDashboard = figuresDashboard({
  title: "Stores of objects in the cluster",
  tag: "object-storage",
  choice: {
    name: "bucket",
    label: "Bucket",
    query: "label_values(minio_bucket_requests_total, bucket)",
    refId: "buckets",
  },
  figures: FIGURES,
});
