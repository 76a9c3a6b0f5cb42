/** What alerts of pods, of what makes them, and of their volumes. Metrics of kube-state-metrics and the kubelets. */
import type { AlertGroup } from "../../model/observed";

/** Where a pod is: so that what follows from a lost node is told with it. */
const ON_NODE = "* on (namespace, pod) group_left (node) max by (namespace, pod, node) (kube_pod_info)";
const CONTAINER = "namespace, pod, container";

export const podAlerts: AlertGroup = {
  name: "pods",
  rules: [
    {
      alert: "PodCrashLooping",
      expr: `max by (${CONTAINER}) (max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[5m])) >= 1`,
      for: "15m",
      severity: "warning",
      summary: "{{ $labels.container }} in {{ $labels.namespace }}/{{ $labels.pod }} ends again and again.",
      description: "'kubectl logs --previous' shows what it said last, 'kubectl describe pod' how it ended.",
    },
    {
      alert: "PodNotReady",
      expr:
        '((min by (namespace, pod) (kube_pod_status_ready{condition="true"}) == 0)' +
        ` unless on (namespace, pod) (kube_pod_status_phase{phase=~"Succeeded|Failed"} == 1)) ${ON_NODE}`,
      for: "15m",
      severity: "warning",
      summary: "{{ $labels.namespace }}/{{ $labels.pod }} is not ready.",
      description:
        "'kubectl describe pod' says whether it finds no node, no volume or no Secret, or which probe fails.",
    },
    {
      alert: "ContainerCannotStart",
      expr: `max by (${CONTAINER}, reason) (kube_pod_container_status_waiting_reason{reason=~"ErrImagePull|ImagePullBackOff|InvalidImageName|CreateContainerConfigError|CreateContainerError"}) == 1`,
      for: "15m",
      severity: "warning",
      summary:
        "{{ $labels.container }} in {{ $labels.namespace }}/{{ $labels.pod }} cannot start: {{ $labels.reason }}.",
      description: "'kubectl describe pod' names the image, or the Secret or ConfigMap, that is not there.",
    },
    {
      alert: "ContainerOutOfMemory",
      expr:
        `sum by (${CONTAINER}) (increase(kube_pod_container_status_restarts_total[15m])) > 0` +
        ` and max by (${CONTAINER}) (kube_pod_container_status_last_terminated_reason{reason="OOMKilled"}) == 1`,
      for: "1m",
      severity: "warning",
      summary:
        "{{ $labels.container }} in {{ $labels.namespace }}/{{ $labels.pod }} was ended for using too much memory.",
      description: "Raise its limit, or find what it holds. Prometheus shows 'container_memory_working_set_bytes'.",
    },
    {
      alert: "ContainerMemoryNearLimit",
      expr:
        `100 * max by (${CONTAINER}) (container_memory_working_set_bytes{container!=""})` +
        ` / max by (${CONTAINER}) (kube_pod_container_resource_limits{resource="memory"}) > $containerMemoryPercent`,
      for: "15m",
      severity: "warning",
      summary:
        "{{ $labels.container }} in {{ $labels.namespace }}/{{ $labels.pod }} uses {{ $value | humanize }}% of its memory.",
      description: "At 100 it is ended. Raise its limit, or find what it holds.",
    },
    {
      alert: "ContainerThrottled",
      expr:
        `100 * sum by (${CONTAINER}) (increase(container_cpu_cfs_throttled_periods_total{container!=""}[5m]))` +
        ` / sum by (${CONTAINER}) (increase(container_cpu_cfs_periods_total{container!=""}[5m])) > $containerThrottledPercent`,
      for: "15m",
      severity: "info",
      summary:
        "{{ $labels.container }} in {{ $labels.namespace }}/{{ $labels.pod }} waits for CPU in {{ $value | humanize }}% of the time.",
      description: "Its CPU limit is below what it needs: raise it, or take it out.",
    },
    {
      alert: "DeploymentDown",
      expr: "max by (namespace, deployment) (kube_deployment_status_replicas_available) == 0 and max by (namespace, deployment) (kube_deployment_spec_replicas) > 0",
      for: "10m",
      severity: "critical",
      summary: "The Deployment {{ $labels.namespace }}/{{ $labels.deployment }} has no pod that works.",
      description:
        "What it serves is away. See its pods ('kubectl get pods') and its events; 'kubectl rollout undo' goes back.",
    },
    {
      alert: "DeploymentShortOfPods",
      expr: "max by (namespace, deployment) (kube_deployment_spec_replicas) > max by (namespace, deployment) (kube_deployment_status_replicas_available)",
      for: "15m",
      severity: "warning",
      summary:
        "The Deployment {{ $labels.namespace }}/{{ $labels.deployment }} wants {{ $value }} pods, and has fewer.",
      description: "See its pods and events: a rollout that is stuck, or no room on the nodes.",
    },
    {
      alert: "StatefulSetShortOfPods",
      expr: "max by (namespace, statefulset) (kube_statefulset_replicas) > max by (namespace, statefulset) (kube_statefulset_status_replicas_ready)",
      for: "15m",
      severity: "critical",
      summary:
        "The StatefulSet {{ $labels.namespace }}/{{ $labels.statefulset }} wants {{ $value }} pods, and has fewer.",
      description:
        "One more lost may cost data or a quorum. See the pod's events: mostly its volume cannot be attached.",
    },
    {
      alert: "DaemonSetShortOfPods",
      expr: "max by (namespace, daemonset) (kube_daemonset_status_number_unavailable) > 0",
      for: "15m",
      severity: "warning",
      summary: "The DaemonSet {{ $labels.namespace }}/{{ $labels.daemonset }} lacks {{ $value }} pods.",
      description: "See which node they are missing on, and their events.",
    },
    {
      alert: "JobFailed",
      expr: 'max by (namespace, job_name) (kube_job_failed{condition="true"}) > 0',
      for: "1m",
      severity: "warning",
      summary: "The Job {{ $labels.namespace }}/{{ $labels.job_name }} failed.",
      description: "'kubectl logs job/<name>' shows why. The alert ends when the Job is deleted.",
    },
    {
      alert: "AutoscalerAtLimit",
      expr:
        "max by (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_status_current_replicas)" +
        " >= max by (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_spec_max_replicas)",
      for: "1h",
      severity: "info",
      summary:
        "{{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} has had all of its {{ $value }} pods for an hour.",
      description: "More load is not answered by more pods: raise its maximum, or find what is slow.",
    },
    {
      alert: "VolumeFilling",
      expr:
        "100 * (1 - max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_available_bytes)" +
        " / max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_capacity_bytes)) > $volumePercent",
      for: "15m",
      severity: "warning",
      summary:
        "The volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is {{ $value | humanize }}% full.",
      description: "Raise the size of its claim; it can grow while it is used.",
    },
    {
      alert: "VolumeFull",
      expr:
        "100 * (1 - max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_available_bytes)" +
        " / max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_capacity_bytes)) > $volumeFullPercent",
      for: "5m",
      severity: "critical",
      summary:
        "The volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is {{ $value | humanize }}% full.",
      description:
        "Whatever writes there will stop. Raise the size of its claim at once; it can grow while it is used.",
    },
  ],
  thresholds: [
    {
      name: "containerMemoryPercent",
      default: 95,
      min: 10,
      max: 99,
      description: "Percent of a container's memory limit.",
    },
    {
      name: "containerThrottledPercent",
      default: 50,
      min: 1,
      max: 100,
      description: "Percent of the time in which a container waits for CPU.",
    },
    { name: "volumePercent", default: 85, min: 10, max: 99, description: "Percent of a volume." },
    { name: "volumeFullPercent", default: 95, min: 50, max: 99, description: "Percent of a volume at any hour." },
  ],
};
