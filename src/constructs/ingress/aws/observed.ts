/** What observability takes from the load balancer controller. */
import type { Observed } from "../../../model/observed";

/** Metrics of the AWS load balancer controller (its docs, guide/metrics). */
export const loadBalancerObserved: Observed = {
  pods: [
    {
      name: "aws-load-balancer-controller",
      namespace: "aws-load-balancer-controller",
      labels: { "app.kubernetes.io/name": "aws-load-balancer-controller" },
      port: "metrics-server",
    },
  ],
  alerts: [
    {
      name: "load-balancer",
      rules: [
        {
          alert: "LoadBalancerForbidden",
          expr: "sum by (service, operation) (increase(aws_api_call_permission_errors_total[15m])) > 0",
          for: "15m",
          severity: "warning",
          summary: "The load balancer controller may not call {{ $labels.operation }}.",
          description:
            "New pods are not put behind the load balancer until it may. See the policy of its identity, and policies of the organization.",
        },
      ],
    },
  ],
};
