/** What alerts of nodes and of the API server. Metrics of kube-state-metrics, node-exporter and the API server. */
import type { AlertGroup } from "../../model/observed";

/** File systems that keep something: not those in memory, and not the layers of containers. */
const DISKS = 'fstype!~"tmpfs|ramfs|squashfs|overlay|erofs|efivarfs|vfat"';

export const nodeAlerts: AlertGroup = {
  name: "nodes",
  rules: [
    {
      alert: "NodeNotReady",
      expr: 'max by (node) (kube_node_status_condition{condition="Ready",status="true"}) == 0',
      for: "10m",
      severity: "critical",
      summary: "The node {{ $labels.node }} is not ready.",
      description:
        "Its pods are started elsewhere where there is room. 'kubectl describe node' says what the kubelet last told; a node that does not come back is replaced: delete it, and its machine.",
    },
    {
      alert: "NodeUnderPressure",
      expr: 'max by (node, condition) (kube_node_status_condition{condition=~"DiskPressure|MemoryPressure|PIDPressure",status="true"}) == 1',
      for: "5m",
      severity: "warning",
      summary: "The node {{ $labels.node }} reports {{ $labels.condition }}.",
      description:
        "It evicts pods. See which of them take the most ('kubectl top pods -A'), and whether they have limits.",
    },
    {
      alert: "NodeDiskFilling",
      expr: `100 * (1 - node_filesystem_avail_bytes{${DISKS}} / node_filesystem_size_bytes{${DISKS}}) > $nodeDiskPercent`,
      for: "15m",
      severity: "warning",
      summary: "{{ $labels.mountpoint }} on the node {{ $labels.instance }} is {{ $value | humanize }}% full.",
      description: "Images and logs of containers are cleared away by the kubelet; see what else grows there.",
    },
    {
      alert: "NodeDiskFull",
      expr: `100 * (1 - node_filesystem_avail_bytes{${DISKS}} / node_filesystem_size_bytes{${DISKS}}) > $nodeDiskFullPercent`,
      for: "5m",
      severity: "critical",
      summary: "{{ $labels.mountpoint }} on the node {{ $labels.instance }} is {{ $value | humanize }}% full.",
      description: "Pods on it will fail soon. Drain the node and replace it, then look for what filled it.",
    },
    {
      alert: "NodeInodesRunningOut",
      expr: `100 * (1 - node_filesystem_files_free{${DISKS}} / (node_filesystem_files{${DISKS}} > 0)) > $nodeDiskPercent`,
      for: "15m",
      severity: "warning",
      summary:
        "{{ $labels.mountpoint }} on the node {{ $labels.instance }} has used {{ $value | humanize }}% of its inodes.",
      description: "Very many small files: no new ones can be made soon, though there is room.",
    },
    {
      alert: "NodeMemoryHigh",
      expr: "100 * (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes) > $nodeMemoryPercent",
      for: "15m",
      severity: "warning",
      summary: "The node {{ $labels.instance }} uses {{ $value | humanize }}% of its memory.",
      description: "The kernel will end processes. See which pods use more than they request ('kubectl top pods -A').",
    },
    {
      alert: "NodeCpuHigh",
      expr: '100 * (1 - avg by (instance, node) (rate(node_cpu_seconds_total{mode="idle"}[5m]))) > $nodeCpuPercent',
      for: "30m",
      severity: "warning",
      summary: "The node {{ $labels.instance }} uses {{ $value | humanize }}% of its CPUs.",
      description: "Pods get slow. See which use more than they request, and whether the pool has room to grow.",
    },
    {
      alert: "NodeClockWrong",
      expr: "abs(node_timex_offset_seconds) > 0.05",
      for: "10m",
      severity: "warning",
      summary: "The clock of the node {{ $labels.instance }} is {{ $value | humanizeDuration }} wrong.",
      description:
        "Certificates and tokens are refused, and data is written in the wrong order. See whether chronyd runs.",
    },
    {
      alert: "NodePodsNearLimit",
      expr:
        '100 * count by (node) ((kube_pod_status_phase{phase="Running"} == 1) * on (namespace, pod) group_left (node) max by (namespace, pod, node) (kube_pod_info))' +
        ' / on (node) max by (node) (kube_node_status_allocatable{resource="pods"}) > $nodePodsPercent',
      for: "15m",
      severity: "info",
      summary: "The node {{ $labels.node }} runs {{ $value | humanize }}% of the pods that it may.",
      description: "Further pods go to other nodes. Larger nodes may run more.",
    },
    {
      alert: "KubeletsMissing",
      expr: 'absent(up{job="kubelet"} == 1)',
      for: "15m",
      severity: "critical",
      summary: "No kubelet serves metrics.",
      description: "Either no node is left, or Prometheus may not reach them: see its page of targets.",
    },
    {
      alert: "ApiServerMissing",
      expr: 'absent(up{job="apiserver"} == 1)',
      for: "15m",
      severity: "critical",
      summary: "The API server serves no metrics.",
      description: "See whether 'kubectl get --raw /readyz' answers. Running pods go on; nothing new starts.",
    },
    {
      alert: "ApiServerErrors",
      expr: '100 * sum(rate(apiserver_request_total{code=~"5.."}[5m])) / sum(rate(apiserver_request_total[5m])) > $apiServerErrorsPercent',
      for: "15m",
      severity: "critical",
      summary: "The API server answers {{ $value | humanize }}% of its requests with an error of its own.",
      description:
        "Mostly a webhook that does not answer: its log names it. See which Services of webhooks have no pods.",
    },
  ],
  thresholds: [
    {
      name: "nodeDiskPercent",
      default: 85,
      min: 10,
      max: 99,
      description: "Percent of a node's disk, or of its inodes.",
    },
    {
      name: "nodeDiskFullPercent",
      default: 95,
      min: 50,
      max: 99,
      description: "Percent of a node's disk at any hour.",
    },
    { name: "nodeMemoryPercent", default: 90, min: 10, max: 99, description: "Percent of a node's memory." },
    {
      name: "nodeCpuPercent",
      default: 90,
      min: 10,
      max: 99,
      description: "Percent of a node's CPUs, over half an hour.",
    },
    {
      name: "nodePodsPercent",
      default: 90,
      min: 10,
      max: 100,
      description: "Percent of the pods that a node may run.",
    },
    {
      name: "apiServerErrorsPercent",
      default: 3,
      min: 0.1,
      max: 50,
      description: "Percent of the requests that the API server answers with an error of its own.",
    },
  ],
};
