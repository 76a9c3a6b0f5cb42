/** Figures at which the alerts about alerting itself fire, and the nearest at which they do not. */
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
  MetricsOfClusterMissing: {
    fires: {
      series: { 'up{job="kube-state-metrics"}': "1x40" },
      at: "15m",
      summary: "There are no metrics of nodes and pods: alerts about them cannot fire.",
    },
    quiet: { series: { 'kube_node_info{node="a"}': "1x40" }, at: "15m" },
  },
};
