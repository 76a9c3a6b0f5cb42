/** Figures at which the alerts of metrics-server fire, and the nearest at which they do not. */
import type { AlertCases } from "../../helpers/alert-cases";

const requests = (failed: number): Readonly<Record<string, string>> => ({
  'metrics_server_kubelet_request_total{success="false"}': `0+${failed}x60`,
  'metrics_server_kubelet_request_total{success="true"}': `0+${100 - failed}x60`,
});

const api = (unavailable: number): Readonly<Record<string, string>> => ({
  'aggregator_unavailable_apiservice{name="v1beta1.metrics.k8s.io",instance="a"}': `${unavailable}x40`,
});

export const alertCases: AlertCases = {
  MetricsServerBlind: {
    fires: {
      series: requests(11),
      at: "40m",
      summary: "metrics-server cannot read 11% of what it asks kubelets for.",
    },
    quiet: { series: requests(10), at: "40m" },
  },
  ApiServiceUnavailable: {
    fires: {
      series: api(1),
      at: "15m",
      labels: { name: "v1beta1.metrics.k8s.io" },
      summary: "The API v1beta1.metrics.k8s.io is not served.",
    },
    quiet: { series: api(0), at: "15m" },
  },
};
