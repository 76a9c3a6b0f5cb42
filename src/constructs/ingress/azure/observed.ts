/** What observability takes from Azure's load balancer: the cluster makes it out of sight, and is silent where it cannot. */
import type { Observed } from "../../../model/observed";

/** Metrics of kube-state-metrics (docs/metrics/service/service-metrics.md). */
export const azureLoadBalancerObserved: Observed = {
  alerts: [
    {
      name: "load-balancer-missing",
      rules: [
        {
          alert: "LoadBalancerMissing",
          expr: 'kube_service_spec_type{type="LoadBalancer"} == 1 unless on (namespace, service) kube_service_status_load_balancer_ingress',
          for: "15m",
          severity: "warning",
          summary: "The Service {{ $labels.namespace }}/{{ $labels.service }} has no load balancer.",
          description:
            "Nothing reaches it from outside. The events of the Service say what Azure refuses: mostly a role that the cluster's identity has not, or a quota.",
        },
      ],
    },
  ],
};
