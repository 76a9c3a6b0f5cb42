/** What observability takes from Karpenter: whether it may still add nodes, and can. */
import type { Observed } from "../../../model/observed";

/** Metrics of Karpenter 1.x (its reference, metrics). */
export const karpenterObserved: Observed = {
  pods: [
    {
      name: "karpenter",
      namespace: "karpenter",
      labels: { "app.kubernetes.io/name": "karpenter" },
      port: "http-metrics",
    },
  ],
  alerts: [
    {
      name: "autoscaling",
      rules: [
        {
          alert: "AutoscalingNearLimit",
          expr:
            "100 * max by (nodepool, resource_type) (karpenter_nodepools_usage)" +
            " / (max by (nodepool, resource_type) (karpenter_nodepools_limit) > 0) > $autoscalingPercent",
          for: "15m",
          severity: "warning",
          summary: "Karpenter has used {{ $value | humanize }}% of the {{ $labels.resource_type }} that it may.",
          description: "Beyond it, pods wait. Raise 'cluster.autoscaling', or see who asks for so much.",
        },
        {
          alert: "AutoscalingFails",
          // That a machine is gone already is no failure.
          expr: 'sum by (method) (increase(karpenter_cloudprovider_errors_total{error!="NodeClaimNotFoundError"}[15m])) > 0',
          for: "30m",
          severity: "warning",
          summary: "Karpenter's calls for machines fail ({{ $labels.method }}).",
          description:
            "Its log names the reason: a quota, a type that is not to be had in the zone, or a right that is missing.",
        },
      ],
      thresholds: [
        {
          name: "autoscalingPercent",
          default: 90,
          min: 10,
          max: 100,
          description: "Percent of the CPU or memory that nodes beyond the pools may have together.",
        },
      ],
    },
  ],
};
