/** What components might show. */
import type { Observed } from "../../../src/model/observed";

export const OBSERVED: Observed = {
  pods: [
    {
      name: "rabbitmq-jobs",
      namespace: "rabbitmq",
      labels: { "app.kubernetes.io/name": "jobs" },
      port: "prometheus-tls",
      tls: true,
    },
  ],
  exporters: [
    { name: "postgres-orders", kind: "postgres", secretName: "postgres-orders-monitoring", tls: true, authority: true },
    { name: "redis-cache", kind: "redis", secretName: "redis-cache-monitoring", tls: true },
    { name: "rabbitmq-mail", kind: "rabbitmq", secretName: "rabbitmq-mail-monitoring", tls: true },
  ],
  dashboards: [{ name: "orders", json: { title: "Orders" } }],
};
