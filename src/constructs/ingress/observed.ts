/** What observability takes from the ingress: Traefik's, cert-manager's and external-dns's metrics, and what alerts by them. */
import type { Observed } from "../../model/observed";
import { certificateAlerts } from "./certificate-alerts";
import { dnsAlerts } from "./dns-alerts";
import { ingressDashboard } from "./dashboard";
import { requestAlerts } from "./request-alerts";
import type { IngressSection } from "./section";

export function ingressObserved({ dnsZone }: Pick<IngressSection, "dnsZone">): Observed {
  return {
    pods: [
      {
        name: "traefik",
        namespace: "traefik",
        labels: { "app.kubernetes.io/name": "traefik" },
        port: "metrics",
        containers: ["traefik"],
      },
      {
        name: "cert-manager",
        namespace: "cert-manager",
        labels: { "app.kubernetes.io/name": "cert-manager", "app.kubernetes.io/component": "controller" },
        port: "http-metrics",
        containers: ["cert-manager-controller"],
      },
      // Without a zone it is not there.
      ...(dnsZone
        ? [
            {
              name: "external-dns",
              namespace: "external-dns",
              labels: { "app.kubernetes.io/name": "external-dns" },
              port: "http",
            },
          ]
        : []),
    ],
    alerts: [requestAlerts, certificateAlerts, ...(dnsZone ? [dnsAlerts] : [])],
    dashboards: [{ name: "ingress", json: ingressDashboard }],
  };
}
