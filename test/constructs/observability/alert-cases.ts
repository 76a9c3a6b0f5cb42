/** Figures at which the alerts about alerting itself fire, and the nearest at which they do not. */
import type { PodMetrics } from "../../../src/model/observed";
import type { AlertCases } from "../../helpers/alert-cases";

const targets = (down: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [
      `up{job="shop",namespace="shop",instance="${index}"}`,
      `${index < down ? 0 : 1}x40`,
    ]),
  );
const POD = { namespace: "observability", pod: "prometheus-0" };
const ON = 'namespace="observability",pod="prometheus-0"';

const attempts = (failed: number): Readonly<Record<string, string>> => ({
  'controller_runtime_reconcile_errors_total{job="karpenter",controller="nodeclaim"}': `0+${failed}x80`,
  'controller_runtime_reconcile_total{job="karpenter",controller="nodeclaim",result="error"}': `0+${failed}x80`,
  'controller_runtime_reconcile_total{job="karpenter",controller="nodeclaim",result="success"}': `0+${10 - failed}x80`,
});

/** Pods whose absence `TargetMissing` is tried by. */
export const WATCHED: readonly PodMetrics[] = ["traefik", "karpenter"].map((name) => ({
  name,
  namespace: name,
  labels: {},
  port: "metrics",
}));

export const alertCases: AlertCases = {
  TargetDown: {
    fires: {
      series: targets(3),
      at: "20m",
      labels: { job: "shop", namespace: "shop" },
      summary: "15% of the targets of shop in shop serve no metrics.",
    },
    quiet: { series: targets(2), at: "20m" },
  },
  RuleEvaluationFailing: {
    fires: {
      series: { 'prometheus_rule_evaluation_failures_total{rule_group="pods"}': "0+1x40" },
      at: "20m",
      labels: { rule_group: "pods" },
      summary: "Prometheus cannot evaluate rules of pods.",
    },
    quiet: { series: { 'prometheus_rule_evaluation_failures_total{rule_group="pods"}': "5x40" }, at: "20m" },
  },
  AlertsNotSent: {
    fires: {
      series: {
        'prometheus_notifications_errors_total{alertmanager="a"}': "0+1x40",
        'prometheus_notifications_sent_total{alertmanager="a"}': "0+10x40",
      },
      at: "25m",
      labels: { alertmanager: "a" },
      summary: "Prometheus cannot send alerts to a.",
    },
    quiet: {
      series: {
        'prometheus_notifications_errors_total{alertmanager="a"}': "3x40",
        'prometheus_notifications_sent_total{alertmanager="a"}': "0+10x40",
      },
      at: "25m",
    },
  },
  NoAlertmanager: {
    fires: {
      series: { [`prometheus_notifications_alertmanagers_discovered{${ON}}`]: "0x40" },
      at: "15m",
      labels: POD,
      summary: "Prometheus knows of no Alertmanager: no alert reaches anybody.",
    },
    quiet: { series: { [`prometheus_notifications_alertmanagers_discovered{${ON}}`]: "1x40" }, at: "15m" },
  },
  NotificationsFailing: {
    fires: {
      series: {
        'alertmanager_notifications_failed_total{integration="slack"}': "0+1x40",
        'alertmanager_notifications_total{integration="slack"}': "0+10x40",
      },
      at: "15m",
      labels: { integration: "slack" },
      summary: "Alertmanager cannot tell anybody by slack.",
    },
    quiet: {
      series: {
        'alertmanager_notifications_failed_total{integration="slack"}': "1x40",
        'alertmanager_notifications_total{integration="slack"}': "0+10x40",
      },
      at: "15m",
    },
  },
  AlertmanagerConfigurationRefused: {
    fires: {
      series: { [`alertmanager_config_last_reload_successful{${ON}}`]: "0x40" },
      at: "15m",
      labels: POD,
      summary: "prometheus-0 goes on with an old configuration: it refuses the new one.",
    },
    quiet: { series: { [`alertmanager_config_last_reload_successful{${ON}}`]: "1x40" }, at: "15m" },
  },
  PrometheusConfigurationRefused: {
    fires: {
      series: { [`prometheus_config_last_reload_successful{${ON}}`]: "0x40" },
      at: "15m",
      labels: POD,
      summary: "prometheus-0 goes on with an old configuration: it refuses the new one.",
    },
    quiet: { series: { [`prometheus_config_last_reload_successful{${ON}}`]: "1x40" }, at: "15m" },
  },
  OperatorFails: {
    fires: {
      series: attempts(3),
      at: "60m",
      labels: { job: "karpenter", controller: "nodeclaim" },
      summary: "karpenter fails at 30% of its attempts (nodeclaim).",
    },
    quiet: { series: attempts(1), at: "60m" },
  },
  TargetMissing: {
    fires: {
      series: { 'up{job="velero"}': "1x40", 'up{job="traefik"}': "0x40" },
      at: "20m",
      labels: { job: "karpenter" },
      summary: "There is no pod of karpenter: alerts by its metrics cannot fire.",
    },
    quiet: { series: { 'up{job="karpenter"}': "0x40", 'up{job="traefik"}': "0x40" }, at: "20m" },
  },
  MetricsOfClusterMissing: {
    fires: {
      series: { 'up{job="kube-state-metrics"}': "1x40" },
      at: "15m",
      summary: "There are no metrics of nodes and pods: alerts about them cannot fire.",
    },
    quiet: { series: { 'kube_node_info{node="a"}': "1x40" }, at: "15m" },
  },
};
