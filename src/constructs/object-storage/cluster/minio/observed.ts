/** What observability takes from MinIO's servers: their figures of the second version (`/minio/v2/metrics`), and kubelets'. */
import type { AlertRule, Observed, PodMetrics } from "../../../../model/observed";
import { OBJECTS_NAMESPACE } from "../endpoint/names";
import { OURS, serverDown, SHARED_THRESHOLDS, volumeFilling } from "../observed";
import { minioDashboard } from "./dashboard";
import { LABELS } from "./names";

/** Each tells of itself, of all of them, and of the buckets; by the first name it is known whether it answers. */
const FIGURES = { "object-storage-server": "node", "minio-cluster": "cluster", "minio-bucket": "bucket" } as const;

const pods: readonly PodMetrics[] = Object.entries(FIGURES).map(([name, what]) => ({
  name,
  namespace: OBJECTS_NAMESPACE,
  labels: LABELS,
  port: "https",
  path: `/minio/v2/metrics/${what}`,
  tls: true,
  containers: ["minio"],
}));

/** Of the same requests each server tells. */
const requests = (figure: string): string =>
  `sum by (bucket) (max by (bucket, api, server) (rate(${figure}{${OURS}}[10m])))`;

const rules: readonly AlertRule[] = [
  serverDown("While more are away than there are `copies` less one, nothing is read or written."),
  {
    alert: "ObjectServersTakeNothing",
    expr: `min(minio_cluster_health_status{${OURS}}) == 0`,
    for: "5m",
    severity: "critical",
    summary: "Too few servers of objects answer: nothing new is taken.",
    description: "See the pods of the namespace and their logs: most of a set must reach each other.",
  },
  {
    alert: "ObjectDriveOffline",
    expr: `max(minio_cluster_drive_offline_total{${OURS}}) > 0`,
    for: "15m",
    severity: "critical",
    summary: "{{ $value | humanize }} volumes of the servers of objects are away.",
    description:
      "Their server is away, or cannot read or write them; its log says which. What they missed is mended once they are back. One that is broken goes with its claim, and comes anew.",
  },
  volumeFilling(
    "A full server takes no more objects. Raise `objectServers.storage`, add a set (`minio.pools`), or throw away what is old (`expireDays`).",
  ),
  {
    alert: "ObjectBucketErrors",
    expr: `100 * ${requests("minio_bucket_requests_5xx_errors_total")} / ${requests("minio_bucket_requests_total")} > $objectErrorsPercent`,
    for: "15m",
    severity: "warning",
    summary: "{{ $value | humanize }}% of the requests to the bucket {{ $labels.bucket }} fail.",
    description: "The servers' logs name what does not answer.",
  },
];

export const minioObserved: Observed = {
  pods,
  alerts: [{ name: "object-servers", rules, thresholds: SHARED_THRESHOLDS }],
  dashboards: [{ name: "object-servers", json: minioDashboard }],
};
