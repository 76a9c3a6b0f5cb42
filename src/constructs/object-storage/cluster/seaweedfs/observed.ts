/** What observability takes from the servers of objects. Metrics of SeaweedFS 4.44 (its weed/stats/metrics.go), and of kubelets. */
import type { AlertRule, Observed, PodMetrics, Threshold } from "../../../../model/observed";
import { serversDashboard } from "./dashboard";
import { OBJECTS_NAMESPACE } from "../endpoint/names";
import { serverDown, SHARED_THRESHOLDS, volumeFilling } from "../observed";
import { labelsOf, METRICS_PORT, type Part, PARTS } from "./names";

/** The job of a part, by which its series are found. */
const jobOf = (part: Part): string => `object-storage-${part}`;

const pods: readonly PodMetrics[] = PARTS.map((part) => ({
  name: jobOf(part),
  namespace: OBJECTS_NAMESPACE,
  labels: labelsOf(part),
  // The chart names a master's only together with objects of its own for Prometheus.
  ...(part === "master" ? { port: "swfs-master", portNumber: METRICS_PORT } : { port: "metrics" }),
  containers: ["seaweedfs"],
}));

const OURS = `namespace="${OBJECTS_NAMESPACE}"`;

const requests = (more = ""): string => `sum by (bucket) (rate(SeaweedFS_s3_request_total{${OURS}${more}}[10m]))`;

const rules: readonly AlertRule[] = [
  serverDown("While a volume server is away, objects with one copy cannot be read."),
  {
    alert: "ObjectServersLeadNobody",
    expr: `sum(SeaweedFS_master_is_leader{${OURS}}) != 1`,
    for: "5m",
    severity: "critical",
    summary: "{{ $value | humanize }} masters of the servers of objects lead, and not one: nothing new is taken.",
    description: "See the masters' pods and their logs: most of them must reach each other.",
  },
  {
    alert: "ObjectCopiesMissing",
    expr: `sum(max by (collection, rp, ttl, disk) (SeaweedFS_master_under_replicated_volumes{${OURS}})) > 0`,
    for: "1h",
    severity: "critical",
    summary: "{{ $value | humanize }} volumes of objects have fewer copies than they should have.",
    description:
      "A volume server is away, or has no room. Copies are made anew each quarter of an hour where there is room for them: bring it back, or raise `objectServers.servers`.",
  },
  volumeFilling(
    "At 95% a server takes no more objects. Raise `objectServers.storage`, of a volume of the filers `objectServers.indexStorage`, or throw away what is old (`expireDays`).",
  ),
  {
    alert: "ObjectDiskBroken",
    expr: `max by (pod) (SeaweedFS_volumeServer_disk_error_status{${OURS}}) > 0`,
    for: "1m",
    severity: "critical",
    summary: "{{ $labels.pod }} cannot read or write its volume.",
    description:
      "Its log names the error. With other copies, take the pod and its claim away: both come anew, and are filled.",
  },
  {
    alert: "ObjectRequestsFail",
    expr: `100 * ${requests(',code=~"5.."')} / ${requests()} > $objectErrorsPercent`,
    for: "15m",
    severity: "warning",
    summary: "{{ $value | humanize }}% of the requests to the bucket {{ $labels.bucket }} fail.",
    description: "The gateways' logs name the part that does not answer.",
  },
  {
    alert: "ObjectLifecycleOld",
    expr: `(time() - max(kube_cronjob_status_last_successful_time{${OURS},cronjob="object-storage-lifecycle"})) / 3600 > $objectLifecycleHours`,
    for: "1h",
    severity: "warning",
    summary: "For {{ $value | humanize }} hours nothing that had its time was thrown away.",
    description: "See the last Job of the CronJob 'object-storage-lifecycle', and the room that is left.",
  },
];

const thresholds: readonly Threshold[] = [
  ...SHARED_THRESHOLDS,
  {
    name: "objectLifecycleHours",
    default: 50,
    min: 25,
    max: 720,
    description: "Hours since objects in the cluster that had their time were last thrown away; it is done each day.",
  },
];

export const serversObserved: Observed = {
  pods,
  alerts: [{ name: "object-servers", rules, thresholds }],
  dashboards: [{ name: "object-servers", json: serversDashboard }],
};
