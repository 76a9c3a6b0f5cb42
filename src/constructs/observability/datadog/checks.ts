/**
 * Which pods Datadog's agents read, as configurations of its check `openmetrics`, from what the components show. Each agent takes
 * those of its own node: a configuration names containers (`cel_selector`, from Agent 7.73 on; docs.datadoghq.com/containers/guide/
 * ad_identifiers), and `%%host%%` and `%%port_<name>%%` are those of the container that was found.
 */
import type { ExporterMetrics, PodMetrics } from "../../../model/observed";
import { exporterDeployment, exporterPods } from "../cluster/exporters";

/** Datadog takes no rule that says nothing of the image: any. */
const ANY_IMAGE = 'container.image.reference.matches(".")';

/** A file for each, by its name: agents read what lies in the check's folder. */
export function openMetricsChecks(
  pods: readonly PodMetrics[],
  exporters: readonly ExporterMetrics[],
): Readonly<Record<string, string>> {
  const checks = [
    ...pods.map((one): [PodMetrics, string] => [one, containerRule(one)]),
    ...exporterPods(exporters).map((one): [PodMetrics, string] => [one, exporterRule(one)]),
  ];
  return Object.fromEntries(
    checks.map(([one, rule]) => [`${one.name}.yaml`, JSON.stringify(check(one, rule), null, 2)]),
  );
}

const inNamespace = (namespace: string): string => `container.pod.namespace == ${JSON.stringify(namespace)}`;

function containerRule({ namespace, containers }: PodMetrics): string {
  return [
    inNamespace(namespace),
    ...(containers ? [`container.name in ${JSON.stringify(containers)}`] : []),
    ANY_IMAGE,
  ].join(" && ");
}

/** Their containers are all called the same. */
function exporterRule({ name, namespace }: PodMetrics): string {
  const prefix = `${exporterDeployment({ name })}-`;
  return [inNamespace(namespace), `container.pod.name.startsWith(${JSON.stringify(prefix)})`, ANY_IMAGE].join(" && ");
}

function check({ name, port, portNumber, path = "/metrics", tls = false }: PodMetrics, rule: string): object {
  return {
    cel_selector: { containers: [rule] },
    init_config: {},
    instances: [
      {
        openmetrics_endpoint: `${tls ? "https" : "http"}://%%host%%:${portNumber ?? `%%port_${port}%%`}${path}`,
        // Before each metric's own name; Datadog knows no hyphens in it.
        namespace: name.replaceAll("-", "_"),
        metrics: [".*"],
        tags: [`job:${name}`],
        // The certificate is of the cluster's own making, and the figures are no secret to who sits on that network.
        ...(tls ? { tls_verify: false } : {}),
      },
    ],
  };
}

/** What of the cluster's objects is counted. Neither Secrets nor ConfigMaps: it would read all of the cluster's. */
export const STATE_COLLECTORS: Readonly<Record<string, readonly string[]>> = {
  "": [
    "limitranges",
    "namespaces",
    "nodes",
    "persistentvolumeclaims",
    "persistentvolumes",
    "pods",
    "replicationcontrollers",
    "resourcequotas",
    "services",
  ],
  apps: ["daemonsets", "deployments", "replicasets", "statefulsets"],
  autoscaling: ["horizontalpodautoscalers"],
  batch: ["cronjobs", "jobs"],
  "networking.k8s.io": ["ingresses"],
  policy: ["poddisruptionbudgets"],
  "storage.k8s.io": ["storageclasses", "volumeattachments"],
};

/** Of the cluster agent, as its operator would write it, but for what it reads; the one that leads runs it. */
export function stateCheck(): Readonly<Record<string, string>> {
  const collectors = Object.values(STATE_COLLECTORS).flat().sort();
  return {
    "kubernetes_state_core.yaml": JSON.stringify(
      { cluster_check: false, init_config: {}, instances: [{ skip_leader_election: false, collectors }] },
      null,
      2,
    ),
  };
}
