/** Names of what observability is made of, where one part speaks of another. */
import { OBSERVABILITY_NAMESPACE } from "../../../model/observed";

export const NAMESPACE = OBSERVABILITY_NAMESPACE;
/** For pods that read the nodes themselves: they need what `restricted` forbids. */
export const NODES_NAMESPACE = "observability-nodes";

/** Release and prefix of everything of the chart kube-prometheus-stack. */
export const STACK = "prometheus-stack";

/** Release of Loki, its Service and its service account. */
export const LOKI = "loki";
/** Releases of Alloy. */
export const ALLOY = { logs: "alloy-logs", events: "alloy-events" } as const;

/** Service accounts, as the chart is told to name them. */
export const ACCOUNTS = {
  operator: `${STACK}-operator`,
  prometheus: `${STACK}-prometheus`,
  grafana: "grafana",
} as const;

/** Ports that the parts listen on. */
export const PORTS = {
  prometheus: 9090,
  alertmanager: 9093,
  grafana: 3000,
  operator: 10250,
  loki: 3100,
  alloy: 12345,
} as const;

/** Secret with the credential of Grafana's administrator. */
export const GRAFANA_ADMIN_SECRET = "grafana-admin";
/** Secret with the digest of the password for Prometheus's and Alertmanager's pages. */
export const PAGES_LOGIN_SECRET = "pages-login";
/** Secret with what Grafana tells the identity provider. */
export const SSO_SECRET = "grafana-sso";
