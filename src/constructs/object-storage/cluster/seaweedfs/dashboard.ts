/** The dashboard of the servers of objects: figures of the bucket that is chosen, and of the servers. */
import { type Figure, figuresDashboard } from "../../../kit/figures-dashboard";
import { OBJECTS_NAMESPACE } from "../endpoint/names";

const OURS = `namespace="${OBJECTS_NAMESPACE}"`;
const CHOSEN = `${OURS},bucket=~"$bucket"`;

const FIGURES: readonly Figure[] = [
  {
    title: "Requests",
    unit: "reqps",
    expr: `sum by (type) (rate(SeaweedFS_s3_request_total{${CHOSEN}}[5m]))`,
    legend: "{{type}}",
  },
  {
    title: "Requests that were refused or failed",
    unit: "reqps",
    expr: `sum by (code) (rate(SeaweedFS_s3_request_total{${CHOSEN},code=~"[45].."}[5m]))`,
    legend: "{{code}}",
  },
  {
    title: "Time of 95% of requests",
    unit: "s",
    expr: `histogram_quantile(0.95, sum by (le, type) (rate(SeaweedFS_s3_request_seconds_bucket{${CHOSEN}}[5m])))`,
    legend: "{{type}}",
  },
  {
    title: "Bytes",
    unit: "bytes",
    expr: `max by (bucket) (SeaweedFS_s3_bucket_size_bytes{${CHOSEN}})`,
    legend: "{{bucket}}",
  },
  {
    title: "Objects",
    unit: "short",
    expr: `max by (bucket) (SeaweedFS_s3_bucket_object_count{${CHOSEN}})`,
    legend: "{{bucket}}",
  },
  {
    title: "Volumes",
    unit: "percent",
    expr: `100 * kubelet_volume_stats_used_bytes{${OURS}} / kubelet_volume_stats_capacity_bytes{${OURS}}`,
    legend: "{{persistentvolumeclaim}}",
  },
  {
    title: "Volumes with too few copies",
    unit: "short",
    expr: `sum(max by (collection, rp, ttl, disk) (SeaweedFS_master_under_replicated_volumes{${OURS}}))`,
    legend: "volumes",
  },
  {
    title: "Servers that answer",
    unit: "short",
    expr: `sum by (job) (up{${OURS},job=~"object-storage-.*"})`,
    legend: "{{job}}",
  },
];

export const serversDashboard = figuresDashboard({
  title: "Stores of objects in the cluster",
  tag: "object-storage",
  choice: {
    name: "bucket",
    label: "Bucket",
    query: "label_values(SeaweedFS_s3_request_total, bucket)",
    refId: "buckets",
  },
  figures: FIGURES,
});
