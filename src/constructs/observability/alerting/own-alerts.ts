/** Alerts about alerting itself, and what keeps others quiet. */
import type { AlertGroup, PodMetrics } from "../../../model/observed";
import type { PrometheusRuleGroup } from "./rule-group";
import type { InhibitionSection } from "./section";

/** The name that the field has for it, and charts' own rules, too. */
export const WATCHDOG = "Watchdog";

/** Fires always: who waits for it and does not hear of it knows that nobody would hear of anything else. */
export const watchdogGroup: PrometheusRuleGroup = {
  name: "watchdog",
  rules: [
    {
      alert: WATCHDOG,
      expr: "vector(1)",
      labels: { severity: "info" },
      annotations: {
        summary: "Alerting works.",
        description: "It fires always. If it does not arrive, neither does any other alert.",
      },
    },
  ],
};

/** Alerts of one figure with two thresholds: the urgent one, the one before it, and the labels that say that both are of one thing. */
export const URGENT = [
  ["NodeDiskFull", "NodeDiskFilling", ["instance", "mountpoint"]],
  ["VolumeFull", "VolumeFilling", ["namespace", "persistentvolumeclaim"]],
  ["CertificateExpiresSoon", "CertificateExpires", ["exported_namespace", "name"]],
] as const;

/** What is told of each; of alerts that follow from others, only the cause is told. */
export const INHIBITIONS: readonly InhibitionSection[] = [
  // On a node that is away, everything is.
  {
    source: ['alertname=~"NodeNotReady"'],
    target: ['alertname!~"NodeNotReady"'],
    equal: ["node"],
  },
  // What has become urgent was announced already.
  ...URGENT.map(([urgent, announced, equal]) => ({
    source: [`alertname="${urgent}"`],
    target: [`alertname="${announced}"`],
    equal: [...equal],
  })),
];

export const ownAlerts: readonly AlertGroup[] = [
  {
    name: "observability",
    rules: [
      {
        alert: "TargetDown",
        expr: "100 * count by (job, namespace) (up == 0) / count by (job, namespace) (up) > $targetsDownPercent",
        for: "15m",
        severity: "warning",
        summary:
          "{{ $value | humanize }}% of the targets of {{ $labels.job }} in {{ $labels.namespace }} serve no metrics.",
        description:
          "Alerts about them cannot fire. Look at Prometheus's page of targets, which says why: the pod is away, a network policy is closed, or a certificate is refused.",
      },
      {
        alert: "RuleEvaluationFailing",
        expr: "increase(prometheus_rule_evaluation_failures_total[10m]) > 0",
        for: "15m",
        severity: "critical",
        summary: "Prometheus cannot evaluate rules of {{ $labels.rule_group }}.",
        description: "Their alerts do not fire. Prometheus's page of rules shows the error beside the rule.",
      },
      {
        alert: "AlertsNotSent",
        expr: "rate(prometheus_notifications_errors_total[5m]) / rate(prometheus_notifications_sent_total[5m]) > 0.01",
        for: "15m",
        severity: "critical",
        summary: "Prometheus cannot send alerts to {{ $labels.alertmanager }}.",
        description: "See whether Alertmanager's pods run, and what their log says.",
      },
      {
        alert: "NoAlertmanager",
        expr: "max by (namespace, pod) (prometheus_notifications_alertmanagers_discovered) < 1",
        for: "10m",
        severity: "critical",
        summary: "Prometheus knows of no Alertmanager: no alert reaches anybody.",
        description:
          "See whether Alertmanager's pods run. One that waits in ContainerCreating lacks a Secret of its receivers: 'kubectl describe pod' names it.",
      },
      {
        alert: "NotificationsFailing",
        expr: "rate(alertmanager_notifications_failed_total[5m]) / rate(alertmanager_notifications_total[5m]) > 0.01",
        for: "5m",
        severity: "critical",
        summary: "Alertmanager cannot tell anybody by {{ $labels.integration }}.",
        description:
          "Its log names the receiver and the reason: mostly a URL or a key that was revoked, or a network policy. Others are told by the other receivers alone.",
      },
      {
        alert: "AlertmanagerConfigurationRefused",
        expr: "max by (namespace, pod) (alertmanager_config_last_reload_successful == bool 0) == 1",
        for: "10m",
        severity: "critical",
        summary: "{{ $labels.pod }} goes on with an old configuration: it refuses the new one.",
        description: "Its log says what it refuses. Receivers and silences of the file do not hold until then.",
      },
      {
        alert: "PrometheusConfigurationRefused",
        expr: "max by (namespace, pod) (prometheus_config_last_reload_successful == bool 0) == 1",
        for: "10m",
        severity: "critical",
        summary: "{{ $labels.pod }} goes on with an old configuration: it refuses the new one.",
        description: "Its log says what it refuses. New alerts and targets do not hold until then.",
      },
      {
        alert: "OperatorFails",
        // Whatever is made with controller-runtime counts so (sigs.k8s.io/controller-runtime, pkg/internal/controller/metrics).
        expr:
          "100 * sum by (job, controller) (rate(controller_runtime_reconcile_errors_total[15m]))" +
          " / (sum by (job, controller) (rate(controller_runtime_reconcile_total[15m])) > 0) > $operatorErrorsPercent",
        for: "30m",
        severity: "warning",
        summary: "{{ $labels.job }} fails at {{ $value | humanize }}% of its attempts ({{ $labels.controller }}).",
        description: "What objects of its kinds ask for is not done. Its log names the object and the reason.",
      },
      {
        alert: "MetricsOfClusterMissing",
        expr: "absent(kube_node_info)",
        for: "10m",
        severity: "critical",
        summary: "There are no metrics of nodes and pods: alerts about them cannot fire.",
        description: "See whether the pod of kube-state-metrics runs, and whether Prometheus may reach it.",
      },
    ],
    thresholds: [
      {
        name: "operatorErrorsPercent",
        default: 20,
        min: 1,
        max: 100,
        description: "Percent of an operator's attempts to bring about what an object asks for that fail.",
      },
      {
        name: "targetsDownPercent",
        default: 10,
        min: 1,
        max: 100,
        description: "Percent of the targets of one job that may serve no metrics.",
      },
    ],
  },
];

/** Of each by its name: `TargetDown` says nothing of what is not even found. */
export function missingTargets(pods: readonly PodMetrics[]): AlertGroup {
  return {
    name: "targets",
    rules: [
      {
        alert: "TargetMissing",
        expr: pods.map(({ name }) => `absent(up{job="${name}"})`).join(" or "),
        for: "15m",
        severity: "warning",
        summary: "There is no pod of {{ $labels.job }}: alerts by its metrics cannot fire.",
        description:
          "See its pods, and whether something changed their labels or the name of their port: the PodMonitor of that name finds them by these.",
      },
    ],
  };
}
