/** Values of the chart kube-prometheus-stack: Prometheus, its operator, and what describes nodes and objects. */
import type { Profile } from "../../../model/component";
import type { PodMetrics } from "../../../model/observed";
import type { Size } from "../../../model/sizes";
import type { ClusterPart } from "../../../model/target-facts";
import { resources, topologySpread } from "../../kit/cluster/operator/copies";
import { PRIORITY } from "../../kit/cluster/priority";
import type { Page } from "../access-section";
import { alertmanagerConfig } from "../alerting/alertmanager-config";
import { alertmanagerSecrets } from "../alerting/alertmanager-secrets";
import { ESCALATION_RELABELING } from "../alerting/escalation-rules";
import { ACCOUNTS, NAMESPACE, NODES_NAMESPACE, PORTS, STACK } from "./names";
import type { ObservabilitySettings } from "../props";
import type { PrometheusSection } from "../section";

/** CPU, memory and its limit. A million series take Prometheus some 4 GiB (prometheus.io/docs, storage; robustperception.io). */
const PROMETHEUS_RESOURCES: Readonly<Record<Size, readonly [string, string, string]>> = {
  small: ["200m", "1Gi", "2Gi"],
  medium: ["500m", "3Gi", "6Gi"],
  large: ["2", "8Gi", "16Gi"],
};

/** They tell each other what was sent, so two are enough to survive a zone; `full` still has two while one is replaced. */
const ALERTMANAGERS: Readonly<Record<Profile, number>> = { minimal: 1, standard: 2, full: 3 };
/** GiB: silences and what was sent already. */
const ALERTMANAGER_STORAGE = 2;

/** Percent of the storage that blocks may fill: the rest is for what is being written (prometheus.io/docs, storage: 80-85). */
const BLOCKS_PERCENT = 85;

/** What each hidden part takes with it: the values that would look for it, and the rules that would call it missing. */
const PARTS: Readonly<Record<ClusterPart, { readonly key: string; readonly rules: readonly string[] }>> = {
  "controller-manager": { key: "kubeControllerManager", rules: ["kubeControllerManager"] },
  scheduler: { key: "kubeScheduler", rules: ["kubeSchedulerAlerting", "kubeSchedulerRecording"] },
  etcd: { key: "kubeEtcd", rules: ["etcd"] },
  "kube-proxy": { key: "kubeProxy", rules: ["kubeProxy"] },
};

/** Alerts that the project has its own for, with thresholds in the file and a unit test; and those of what is not here. */
const OWN_RULES = [
  "general",
  "alertmanager",
  "prometheus",
  "nodeExporterAlerting",
  "kubernetesApps",
  "kubernetesStorage",
  "windows",
];

/** Only what stands in the platform's own namespace counts. */
const OWN_NAMESPACE = { matchLabels: { "kubernetes.io/metadata.name": NAMESPACE } };

/** What kube-state-metrics looks at. Neither Secrets nor ConfigMaps: it would read all of the cluster's. */
const COLLECTORS = [
  "certificatesigningrequests",
  "cronjobs",
  "daemonsets",
  "deployments",
  "horizontalpodautoscalers",
  "ingresses",
  "jobs",
  "leases",
  "limitranges",
  "mutatingwebhookconfigurations",
  "namespaces",
  "networkpolicies",
  "nodes",
  "persistentvolumeclaims",
  "persistentvolumes",
  "poddisruptionbudgets",
  "pods",
  "replicasets",
  "replicationcontrollers",
  "resourcequotas",
  "services",
  "statefulsets",
  "storageclasses",
  "validatingwebhookconfigurations",
  "volumeattachments",
];

export interface StackValuesProps {
  readonly settings: ObservabilitySettings;
  readonly prometheus: PrometheusSection;
  /** Of the pages that are exposed. */
  readonly hosts: Readonly<Partial<Record<Page, string>>>;
  /** Whether cert-manager is there: without it no webhook checks rules before they are written. */
  readonly certificates: boolean;
}

export function prometheusStackValues({ settings, prometheus, hosts, certificates }: StackValuesProps): object {
  return {
    fullnameOverride: STACK,
    crds: { enabled: false },
    global: { rbac: { create: false, createAggregateClusterRoles: false } },
    ...clusterParts(settings.hiddenParts),
    prometheusOperator: operatorValues(certificates),
    prometheus: prometheusValues(settings, prometheus, hosts.prometheus),
    alertmanager: alertmanagerValues(settings, hosts.alertmanager),
    "kube-state-metrics": {
      fullnameOverride: "kube-state-metrics",
      collectors: COLLECTORS,
      priorityClassName: PRIORITY.platform,
      resources: resources("20m", "128Mi", "512Mi"),
    },
    "prometheus-node-exporter": {
      fullnameOverride: "node-exporter",
      namespaceOverride: NODES_NAMESPACE,
      rbac: { create: false },
      serviceAccount: { automountServiceAccountToken: false },
      // The chart's monitor looks in its own namespace alone, and Prometheus at none there: `nodeMetrics` takes its place.
      prometheus: { monitor: { enabled: false } },
      priorityClassName: PRIORITY.node,
      containerSecurityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
        seccompProfile: { type: "RuntimeDefault" },
      },
      resources: resources("20m", "32Mi", "128Mi"),
    },
  };
}

/** Of node-exporter, by the name that dashboards and rules of the field know. */
export const nodeMetrics: PodMetrics = {
  name: "node-exporter",
  namespace: NODES_NAMESPACE,
  labels: { "app.kubernetes.io/name": "prometheus-node-exporter" },
  port: "http-metrics",
};

function clusterParts(hidden: readonly ClusterPart[]): object {
  const off = hidden.map((part) => PARTS[part]);
  return {
    ...Object.fromEntries(off.map(({ key }) => [key, { enabled: false }])),
    defaultRules: {
      rules: Object.fromEntries([...OWN_RULES, ...off.flatMap(({ rules }) => rules)].map((rule) => [rule, false])),
    },
    nodeExporter: { operatingSystems: { aix: { enabled: false }, darwin: { enabled: false } } },
  };
}

function operatorValues(certificates: boolean): object {
  return {
    // `--namespaces`: what tenants make of the operator's kinds is not acted on.
    namespaces: { releaseNamespace: true },
    serviceAccount: { name: ACCOUNTS.operator },
    priorityClassName: PRIORITY.platform,
    admissionWebhooks: { enabled: certificates, certManager: { enabled: certificates }, patch: { enabled: false } },
    tls: { enabled: certificates, internalPort: PORTS.operator },
    logFormat: "json",
    resources: resources("50m", "128Mi", "256Mi"),
    prometheusConfigReloader: { resources: resources("10m", "32Mi", "64Mi") },
  };
}

function prometheusValues(
  { environment, protected: isProtected }: ObservabilitySettings,
  prometheus: PrometheusSection,
  host: string | undefined,
): object {
  const { size, replicas, retention, storage, interval } = prometheus;
  return {
    serviceAccount: { name: ACCOUNTS.prometheus },
    podDisruptionBudget: budget(replicas),
    // Each replica knows its own readings: a dashboard must go on asking the one that it began with.
    service: { sessionAffinity: "ClientIP" },
    prometheusSpec: {
      replicas,
      retention,
      retentionSize: `${Math.floor((storage * 1024 * BLOCKS_PERCENT) / 100)}MB`,
      scrapeInterval: interval,
      evaluationInterval: interval,
      externalLabels: { environment },
      ...urlOf(host),
      additionalAlertRelabelConfigs: ESCALATION_RELABELING,
      logFormat: "json",
      priorityClassName: PRIORITY.platform,
      podAntiAffinity: replicas > 1 ? "hard" : "",
      topologySpreadConstraints: topologySpread({ "app.kubernetes.io/name": "prometheus" }),
      resources: resources(...PROMETHEUS_RESOURCES[size]),
      storageSpec: volumeOf(storage),
      persistentVolumeClaimRetentionPolicy: volumePolicy(isProtected),
      ...ownObjects(["serviceMonitor", "podMonitor", "probe", "scrapeConfig", "rule"]),
    },
  };
}

function alertmanagerValues(
  { profile, alerting, protected: isProtected }: ObservabilitySettings,
  host: string | undefined,
): object {
  const replicas = ALERTMANAGERS[profile];
  return {
    podDisruptionBudget: budget(replicas),
    config: alertmanagerConfig(alerting),
    serviceAccount: { automountServiceAccountToken: false },
    alertmanagerSpec: {
      replicas,
      ...urlOf(host),
      // It asks nothing of the API server.
      automountServiceAccountToken: false,
      priorityClassName: PRIORITY.platform,
      secrets: alertmanagerSecrets(alerting).map(({ name }) => name),
      logFormat: "json",
      topologySpreadConstraints: topologySpread({ "app.kubernetes.io/name": "alertmanager" }),
      resources: resources("10m", "64Mi", "256Mi"),
      storage: volumeOf(ALERTMANAGER_STORAGE),
      persistentVolumeClaimRetentionPolicy: volumePolicy(isProtected),
      alertmanagerConfigNamespaceSelector: OWN_NAMESPACE,
    },
  };
}

/** Links in notifications lead there. */
function urlOf(host: string | undefined): object {
  return host === undefined ? {} : { externalUrl: `https://${host}` };
}

/** All of the namespace, whatever its labels, and nothing of any other. */
function ownObjects(kinds: readonly string[]): object {
  return Object.fromEntries(
    kinds.flatMap((kind) => [
      [`${kind}SelectorNilUsesHelmValues`, false],
      [`${kind}NamespaceSelector`, OWN_NAMESPACE],
    ]),
  );
}

/** The chart knows no `maxUnavailable` for these. Of a single pod there is no budget: it would hold up every drain. */
function budget(replicas: number): object {
  return replicas > 1 ? { enabled: true, minAvailable: replicas - 1 } : { enabled: false };
}

/** On the cluster's default class, which is encrypted. */
function volumeOf(gibibytes: number): object {
  return {
    volumeClaimTemplate: {
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: `${gibibytes}Gi` } } },
    },
  };
}

function volumePolicy(isProtected: boolean): object {
  return { whenDeleted: isProtected ? "Retain" : "Delete", whenScaled: "Retain" };
}
