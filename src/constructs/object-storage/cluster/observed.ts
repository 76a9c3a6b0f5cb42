/** What is observed of servers of objects in the cluster, whatever they are of. */
import type { AlertRule, Threshold } from "../../../model/observed";
import { OBJECTS_NAMESPACE } from "./endpoint/names";

export const OURS = `namespace="${OBJECTS_NAMESPACE}"`;

/** @param more What it comes to. */
export const serverDown = (more: string): AlertRule => ({
  alert: "ObjectServerDown",
  expr: `up{${OURS},job=~"object-storage-.*"} == 0`,
  for: "10m",
  severity: "critical",
  summary: "{{ $labels.pod }} of the servers of objects does not answer.",
  description: `See the pod: it waits for a node or a volume, or its container's log says why. ${more}`,
});

/** @param description What to do. */
export const volumeFilling = (description: string): AlertRule => ({
  alert: "ObjectVolumeFilling",
  expr: `100 * max by (persistentvolumeclaim) (kubelet_volume_stats_used_bytes{${OURS}} / kubelet_volume_stats_capacity_bytes{${OURS}}) > $objectVolumePercent`,
  for: "15m",
  severity: "critical",
  summary: "The volume {{ $labels.persistentvolumeclaim }} is full to {{ $value | humanize }}%.",
  description,
});

export const SHARED_THRESHOLDS: readonly Threshold[] = [
  {
    name: "objectVolumePercent",
    default: 80,
    min: 10,
    max: 94,
    description: "Percent of a volume of a server of objects.",
  },
  {
    name: "objectErrorsPercent",
    default: 5,
    min: 1,
    max: 100,
    description: "Percent of the requests to a bucket in the cluster that fail.",
  },
];
