/** What observability takes from metrics-server: whether autoscalers and `kubectl top` get figures. */
import type { AlertRule, Observed } from "../../model/observed";

const requests = (more: string): string => `sum(rate(metrics_server_kubelet_request_total${more}[10m]))`;

/** By the API server's own metrics, whoever runs what it asks. */
const apiServiceUnavailable: AlertRule = {
  alert: "ApiServiceUnavailable",
  expr: "max by (name) (aggregator_unavailable_apiservice) == 1",
  for: "10m",
  severity: "warning",
  summary: "The API {{ $labels.name }} is not served.",
  description:
    "Without v1beta1.metrics.k8s.io nothing is scaled by its load, and deletion of namespaces hangs. 'kubectl get apiservice' names the Service behind it: see its pods.",
};

/** Metrics of metrics-server 0.8 (its pkg/scraper), and of the API server, which asks it. */
export const metricsServerObserved: Observed = {
  pods: [
    {
      name: "metrics-server",
      namespace: "metrics-server",
      labels: { "app.kubernetes.io/name": "metrics-server" },
      port: "https",
      tls: true,
    },
  ],
  alerts: [
    {
      name: "metrics-server",
      rules: [
        {
          alert: "MetricsServerBlind",
          expr: `100 * ${requests('{success="false"}')} / ${requests("")} > $metricsServerErrorsPercent`,
          for: "15m",
          severity: "warning",
          summary: "metrics-server cannot read {{ $value | humanize }}% of what it asks kubelets for.",
          description:
            "Autoscalers leave pods of those nodes out. Its log names the node: mostly one that is going, or a security group.",
        },
        apiServiceUnavailable,
      ],
      thresholds: [
        {
          name: "metricsServerErrorsPercent",
          default: 10,
          min: 1,
          max: 100,
          description: "Percent of metrics-server's requests to kubelets that fail.",
        },
      ],
    },
  ],
};

/** Where the cloud brings it, its pods are the cloud's to look after; whether it answers is told by the API server. */
export const bundledMetricsServerObserved: Observed = {
  alerts: [{ name: "metrics-server", rules: [apiServiceUnavailable] }],
};
