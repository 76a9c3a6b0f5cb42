/** What observability takes from the platform's parts on bare hosts: addresses that are missing, volumes that are not well. */
import type { AlertGroup, Observed } from "../../../../model/observed";
import { LONGHORN_NAMESPACE } from "./names";
import type { KubeadmClusterBlock, StorageKind } from "./section";

/** Of kube-state-metrics 2 (docs/metrics/service/service-metrics.md). */
const addressAlerts: AlertGroup = {
  name: "load-balancers",
  rules: [
    {
      alert: "LoadBalancerWithoutAddress",
      expr:
        'kube_service_spec_type{type="LoadBalancer"} == 1' +
        " unless on (namespace, service) kube_service_status_load_balancer_ingress",
      for: "10m",
      severity: "warning",
      summary: "The Service {{ $labels.namespace }}/{{ $labels.service }} has no address.",
      description:
        "`kubectl describe service` names the reason: all addresses of 'cluster.kubeadm.loadBalancers' are taken, or the Service asks for one that is in none of the pools.",
    },
  ],
};

/** Of Longhorn 1.12 (longhorn.io/docs/1.12.3/monitoring/metrics): of each state a series, and that which holds is 1. */
const volumeAlerts: AlertGroup = {
  name: "replicated-volumes",
  rules: [
    {
      alert: "VolumeDegraded",
      expr: 'max by (volume, pvc_namespace, pvc) (longhorn_volume_robustness{state="degraded"}) == 1',
      for: "30m",
      severity: "warning",
      summary: "The volume of {{ $labels.pvc_namespace }}/{{ $labels.pvc }} has fewer copies than it should.",
      description:
        "A copy that was lost is made anew within minutes where there is a host with room. `kubectl -n longhorn-system get replicas` shows which one is missing.",
    },
    {
      alert: "VolumeFaulted",
      expr: 'max by (volume, pvc_namespace, pvc) (longhorn_volume_robustness{state="faulted"}) == 1',
      for: "5m",
      severity: "critical",
      summary: "No copy of the volume of {{ $labels.pvc_namespace }}/{{ $labels.pvc }} can be used.",
      description:
        "Bring back a host that has a copy before anything else. If none comes back, the volume is restored from a backup.",
    },
    {
      alert: "VolumeHostFilling",
      expr: "100 * sum by (node) (longhorn_disk_usage_bytes) / sum by (node) (longhorn_disk_capacity_bytes) > $volumeHostPercent",
      for: "15m",
      severity: "warning",
      summary: "The volumes' disk of the host {{ $labels.node }} is {{ $value | humanize }}% full.",
      description:
        "Beyond 85% no copy is put there any more, and snapshots of full volumes fail. Add a disk or a host, or delete snapshots.",
    },
  ],
  thresholds: [
    {
      name: "volumeHostPercent",
      default: 75,
      min: 10,
      max: 100,
      description: "Percent of a host's disk for volumes that is taken.",
    },
  ],
};

export function platformObserved({ loadBalancers }: KubeadmClusterBlock, kind: StorageKind): Observed {
  const replicated = kind === "longhorn";
  return {
    pods: replicated
      ? [{ name: "longhorn", namespace: LONGHORN_NAMESPACE, labels: { app: "longhorn-manager" }, port: "manager" }]
      : [],
    alerts: [...(loadBalancers.pools.length > 0 ? [addressAlerts] : []), ...(replicated ? [volumeAlerts] : [])],
  };
}
