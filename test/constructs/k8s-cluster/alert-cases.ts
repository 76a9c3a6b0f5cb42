/** Figures at which the alerts of nodes and pods fire, and the nearest at which they do not. */
import type { AlertCase, AlertCases } from "../../helpers/alert-cases";

type Series = Readonly<Record<string, string>>;

/** The same series with other values: `high` fires, `low` does not. */
function between(
  at: string,
  high: Series,
  low: Series,
  summary: string,
  labels: Readonly<Record<string, string>> = {},
): AlertCase {
  return { fires: { series: high, at, summary, labels }, quiet: { series: low, at } };
}

const DISK = { device: "/dev/nvme0n1p1", fstype: "xfs", instance: "10.0.0.7:9100", mountpoint: "/" };
const disk = (metric: string): string =>
  `${metric}{${Object.entries(DISK)
    .map(([label, value]) => `${label}="${value}"`)
    .join(",")}}`;
const filled = (free: string, metrics: readonly [string, string]): Series => ({
  [disk(metrics[0])]: `${free}x40`,
  [disk(metrics[1])]: "100x40",
});
const BYTES = ["node_filesystem_avail_bytes", "node_filesystem_size_bytes"] as const;
const INODES = ["node_filesystem_files_free", "node_filesystem_files"] as const;

const NODE_CASES: AlertCases = {
  NodeNotReady: between(
    "12m",
    { 'kube_node_status_condition{condition="Ready",status="true",node="a"}': "1 0x20" },
    { 'kube_node_status_condition{condition="Ready",status="true",node="a"}': "0 0 0 0 0 1x20" },
    "The node a is not ready.",
    { node: "a" },
  ),
  NodeUnderPressure: between(
    "7m",
    { 'kube_node_status_condition{condition="DiskPressure",status="true",node="a"}': "1x20" },
    { 'kube_node_status_condition{condition="NetworkUnavailable",status="true",node="a"}': "1x20" },
    "The node a reports DiskPressure.",
    { node: "a", condition: "DiskPressure" },
  ),
  NodeDiskFilling: between(
    "20m",
    filled("14", BYTES),
    filled("16", BYTES),
    "/ on the node 10.0.0.7:9100 is 86% full.",
    DISK,
  ),
  NodeDiskFull: between(
    "20m",
    filled("4", BYTES),
    filled("6", BYTES),
    "/ on the node 10.0.0.7:9100 is 96% full.",
    DISK,
  ),
  NodeInodesRunningOut: between(
    "20m",
    filled("14", INODES),
    filled("16", INODES),
    "/ on the node 10.0.0.7:9100 has used 86% of its inodes.",
    DISK,
  ),
  NodeMemoryHigh: between(
    "20m",
    { 'node_memory_MemAvailable_bytes{instance="a"}': "9x40", 'node_memory_MemTotal_bytes{instance="a"}': "100x40" },
    { 'node_memory_MemAvailable_bytes{instance="a"}': "11x40", 'node_memory_MemTotal_bytes{instance="a"}': "100x40" },
    "The node a uses 91% of its memory.",
    { instance: "a" },
  ),
  NodeCpuHigh: between(
    "40m",
    { 'node_cpu_seconds_total{mode="idle",instance="a",node="n",cpu="0"}': "0+3x60" },
    { 'node_cpu_seconds_total{mode="idle",instance="a",node="n",cpu="0"}': "0+9x60" },
    "The node a uses 95% of its CPUs.",
    { instance: "a", node: "n" },
  ),
  NodeClockWrong: between(
    "15m",
    { 'node_timex_offset_seconds{instance="a"}': "-2x20" },
    { 'node_timex_offset_seconds{instance="a"}': "-0.04x20" },
    "The clock of the node a is 2s wrong.",
    { instance: "a" },
  ),
  NodePodsNearLimit: between(
    "20m",
    {
      'kube_pod_status_phase{phase="Running",namespace="shop",pod="x"}': "1x40",
      'kube_pod_info{namespace="shop",pod="x",node="a"}': "1x40",
      'kube_node_status_allocatable{resource="pods",node="a"}': "1x40",
    },
    {
      'kube_pod_status_phase{phase="Running",namespace="shop",pod="x"}': "0x40",
      'kube_pod_info{namespace="shop",pod="x",node="a"}': "1x40",
      'kube_node_status_allocatable{resource="pods",node="a"}': "1x40",
    },
    "The node a runs 100% of the pods that it may.",
    { node: "a" },
  ),
  KubeletsMissing: between(
    "20m",
    { 'up{job="kubelet",instance="a"}': "0x40" },
    { 'up{job="kubelet",instance="a"}': "0x40", 'up{job="kubelet",instance="b"}': "1x40" },
    "No kubelet serves metrics.",
  ),
  ApiServerMissing: between(
    "20m",
    { 'up{job="kubelet"}': "1x40" },
    { 'up{job="apiserver"}': "1x40" },
    "The API server serves no metrics.",
  ),
  ApiServerErrors: between(
    "30m",
    { 'apiserver_request_total{code="500"}': "0+4x40", 'apiserver_request_total{code="200"}': "0+96x40" },
    { 'apiserver_request_total{code="500"}': "0+2x40", 'apiserver_request_total{code="429"}': "0+98x40" },
    "The API server answers 4% of its requests with an error of its own.",
  ),
};

const WHERE = { namespace: "shop", pod: "cart-0", container: "app" };
const IN = 'namespace="shop",pod="cart-0"';
const CONTAINER = `${IN},container="app"`;

const waiting = (reason: string): string => `kube_pod_container_status_waiting_reason{${CONTAINER},reason="${reason}"}`;
const ready = (values: string, phase: string): Series => ({
  [`kube_pod_status_ready{${IN},condition="true"}`]: values,
  [`kube_pod_status_phase{${IN},phase="${phase}"}`]: "1x40",
  [`kube_pod_info{${IN},node="a",uid="1"}`]: "1x40",
});
const memory = (bytes: number): Series => ({
  [`container_memory_working_set_bytes{${CONTAINER},id="/x"}`]: `${bytes}x40`,
  [`container_memory_working_set_bytes{${IN},container=""}`]: "100x40",
  [`kube_pod_container_resource_limits{${CONTAINER},resource="memory",unit="byte"}`]: "100x40",
});
const throttled = (periods: number): Series => ({
  [`container_cpu_cfs_throttled_periods_total{${CONTAINER}}`]: `0+${periods}x40`,
  [`container_cpu_cfs_periods_total{${CONTAINER}}`]: "0+100x40",
});
const deployment = (available: string): Series => ({
  'kube_deployment_status_replicas_available{namespace="shop",deployment="cart"}': available,
  'kube_deployment_spec_replicas{namespace="shop",deployment="cart"}': "2x40",
});
const volume = (free: number): Series => ({
  'kubelet_volume_stats_available_bytes{namespace="shop",persistentvolumeclaim="data",node="a"}': `${free}x40`,
  'kubelet_volume_stats_capacity_bytes{namespace="shop",persistentvolumeclaim="data",node="a"}': "100x40",
});

const POD_CASES: AlertCases = {
  PodCrashLooping: between(
    "20m",
    // It is up again for some minutes between two ends.
    { [waiting("CrashLoopBackOff")]: "1 0 0 1 0 0 1 0 0 1 0 0 1 0 0 1 0 0 1 0 0 1" },
    { [waiting("CrashLoopBackOff")]: "1 0x40" },
    "app in shop/cart-0 ends again and again.",
    WHERE,
  ),
  PodNotReady: between("20m", ready("0x40", "Running"), ready("0x40", "Succeeded"), "shop/cart-0 is not ready.", {
    namespace: "shop",
    pod: "cart-0",
    node: "a",
  }),
  ContainerCannotStart: between(
    "20m",
    { [waiting("ImagePullBackOff")]: "1x40" },
    { [waiting("ContainerCreating")]: "1x40" },
    "app in shop/cart-0 cannot start: ImagePullBackOff.",
    { ...WHERE, reason: "ImagePullBackOff" },
  ),
  ContainerOutOfMemory: between(
    "8m",
    {
      [`kube_pod_container_status_restarts_total{${CONTAINER}}`]: "0 0 0 0 0 1x20",
      [`kube_pod_container_status_last_terminated_reason{${CONTAINER},reason="OOMKilled"}`]: "_ _ _ _ _ 1x20",
    },
    // It was ended so long ago.
    {
      [`kube_pod_container_status_restarts_total{${CONTAINER}}`]: "1x20",
      [`kube_pod_container_status_last_terminated_reason{${CONTAINER},reason="OOMKilled"}`]: "1x20",
    },
    "app in shop/cart-0 was ended for using too much memory.",
    WHERE,
  ),
  ContainerMemoryNearLimit: between("20m", memory(96), memory(94), "app in shop/cart-0 uses 96% of its memory.", WHERE),
  ContainerThrottled: between(
    "30m",
    throttled(60),
    throttled(40),
    "app in shop/cart-0 waits for CPU in 60% of the time.",
    WHERE,
  ),
  DeploymentDown: between(
    "15m",
    deployment("0x40"),
    deployment("1x40"),
    "The Deployment shop/cart has no pod that works.",
    { namespace: "shop", deployment: "cart" },
  ),
  DeploymentShortOfPods: between(
    "20m",
    deployment("1x40"),
    deployment("2x40"),
    "The Deployment shop/cart wants 2 pods, and has fewer.",
    { namespace: "shop", deployment: "cart" },
  ),
  StatefulSetShortOfPods: between(
    "20m",
    {
      'kube_statefulset_replicas{namespace="shop",statefulset="queue"}': "3x40",
      'kube_statefulset_status_replicas_ready{namespace="shop",statefulset="queue"}': "2x40",
    },
    {
      'kube_statefulset_replicas{namespace="shop",statefulset="queue"}': "3x40",
      'kube_statefulset_status_replicas_ready{namespace="shop",statefulset="queue"}': "3x40",
    },
    "The StatefulSet shop/queue wants 3 pods, and has fewer.",
    { namespace: "shop", statefulset: "queue" },
  ),
  DaemonSetShortOfPods: between(
    "20m",
    { 'kube_daemonset_status_number_unavailable{namespace="kube-system",daemonset="cni"}': "1x40" },
    { 'kube_daemonset_status_number_unavailable{namespace="kube-system",daemonset="cni"}': "0x40" },
    "The DaemonSet kube-system/cni lacks 1 pods.",
    { namespace: "kube-system", daemonset: "cni" },
  ),
  JobFailed: between(
    "5m",
    { 'kube_job_failed{namespace="shop",job_name="import",condition="true"}': "1x40" },
    { 'kube_job_failed{namespace="shop",job_name="import",condition="false"}': "1x40" },
    "The Job shop/import failed.",
    { namespace: "shop", job_name: "import" },
  ),
  AutoscalerAtLimit: between(
    "70m",
    {
      'kube_horizontalpodautoscaler_status_current_replicas{namespace="shop",horizontalpodautoscaler="cart"}': "9x80",
      'kube_horizontalpodautoscaler_spec_max_replicas{namespace="shop",horizontalpodautoscaler="cart"}': "9x80",
    },
    {
      'kube_horizontalpodautoscaler_status_current_replicas{namespace="shop",horizontalpodautoscaler="cart"}': "8x80",
      'kube_horizontalpodautoscaler_spec_max_replicas{namespace="shop",horizontalpodautoscaler="cart"}': "9x80",
    },
    "shop/cart has had all of its 9 pods for an hour.",
    { namespace: "shop", horizontalpodautoscaler: "cart" },
  ),
  VolumeFilling: between("20m", volume(14), volume(16), "The volume shop/data is 86% full.", {
    namespace: "shop",
    persistentvolumeclaim: "data",
  }),
  VolumeFull: between("20m", volume(4), volume(6), "The volume shop/data is 96% full.", {
    namespace: "shop",
    persistentvolumeclaim: "data",
  }),
};

const nodePool = (used: number): Readonly<Record<string, string>> => ({
  'karpenter_nodepools_usage{nodepool="default",resource_type="cpu"}': `${used}x80`,
  'karpenter_nodepools_limit{nodepool="default",resource_type="cpu"}': "100x80",
});
const refused = (error: string): Readonly<Record<string, string>> => ({
  [`karpenter_cloudprovider_errors_total{controller="nodeclaim.lifecycle",method="Create",error="${error}"}`]: "0+1x80",
});

const AUTOSCALING_CASES: AlertCases = {
  AutoscalingNearLimit: between("20m", nodePool(91), nodePool(90), "Karpenter has used 91% of the cpu that it may.", {
    nodepool: "default",
    resource_type: "cpu",
  }),
  AutoscalingFails: between(
    "50m",
    refused("InsufficientCapacityError"),
    refused("NodeClaimNotFoundError"),
    "Karpenter's calls for machines fail (Create).",
    { method: "Create" },
  ),
};

const SERVICE = { namespace: "traefik", service: "traefik" };
const wanted = 'kube_service_spec_type{type="LoadBalancer",namespace="traefik",service="traefik"}';
const given = 'kube_service_status_load_balancer_ingress{namespace="traefik",service="traefik",ip="192.0.2.200"}';

const VOLUME = { volume: "pvc-1", pvc_namespace: "shop", pvc: "data" };
const robustness = (state: string): string =>
  `longhorn_volume_robustness{volume="pvc-1",pvc_namespace="shop",pvc="data",node="w1",state="${state}"}`;
const stateOf = (state: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ["healthy", "degraded", "faulted"].map((each) => [robustness(each), `${each === state ? 1 : 0}x80`]),
  );
const taken = (percent: number): Readonly<Record<string, string>> => ({
  'longhorn_disk_usage_bytes{node="w1",disk="default"}': `${percent}x80`,
  'longhorn_disk_capacity_bytes{node="w1",disk="default"}': "100x80",
});

const HOST_CASES: AlertCases = {
  LoadBalancerWithoutAddress: {
    fires: {
      series: { [wanted]: "1x40" },
      at: "20m",
      labels: { ...SERVICE, type: "LoadBalancer" },
      summary: "The Service traefik/traefik has no address.",
    },
    quiet: { series: { [wanted]: "1x40", [given]: "1x40" }, at: "20m" },
  },
  VolumeDegraded: {
    fires: {
      series: stateOf("degraded"),
      at: "40m",
      labels: VOLUME,
      summary: "The volume of shop/data has fewer copies than it should.",
    },
    quiet: { series: stateOf("healthy"), at: "40m" },
  },
  VolumeFaulted: {
    fires: {
      series: stateOf("faulted"),
      at: "10m",
      labels: VOLUME,
      summary: "No copy of the volume of shop/data can be used.",
    },
    quiet: { series: stateOf("degraded"), at: "10m" },
  },
  VolumeHostFilling: {
    fires: {
      series: taken(76),
      at: "20m",
      labels: { node: "w1" },
      summary: "The volumes' disk of the host w1 is 76% full.",
    },
    quiet: { series: taken(75), at: "20m" },
  },
};

export const alertCases: AlertCases = { ...NODE_CASES, ...POD_CASES, ...AUTOSCALING_CASES, ...HOST_CASES };
