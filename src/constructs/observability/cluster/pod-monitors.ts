/** PodMonitors: which pods Prometheus reads, of what the components show. */
import type { PodMetrics } from "../../../model/observed";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { NAMESPACE } from "./names";

/** A metric with more label values than this is refused as a whole: it would fill the memory of Prometheus (its `sampleLimit`). */
const SAMPLE_LIMIT = 50_000;

/** The series say `job="<name>"`: by it, alerts and dashboards find them. */
export function podMonitor({
  name,
  namespace,
  labels,
  port,
  portNumber,
  path = "/metrics",
  tls = false,
}: PodMetrics): KubernetesObject {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata: { name, namespace: NAMESPACE },
    spec: {
      namespaceSelector: { matchNames: [namespace] },
      selector: { matchLabels: { ...labels } },
      sampleLimit: SAMPLE_LIMIT,
      podMetricsEndpoints: [
        {
          port,
          path,
          relabelings: [
            { targetLabel: "job", replacement: name },
            { sourceLabels: ["__meta_kubernetes_pod_node_name"], targetLabel: "node" },
            // A port that is not named is in no target.
            ...(portNumber === undefined
              ? []
              : [
                  {
                    sourceLabels: ["__meta_kubernetes_pod_ip"],
                    targetLabel: "__address__",
                    replacement: `$1:${portNumber}`,
                  },
                ]),
          ],
          // The certificate is of the cluster's own making, and the figures are no secret to who sits on that network.
          ...(tls ? { scheme: "https", tlsConfig: { insecureSkipVerify: true } } : {}),
        },
      ],
    },
  };
}
