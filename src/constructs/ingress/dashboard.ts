/** The dashboard of what comes in from outside. */
import { panelsDashboard } from "../kit/dashboard";

const requests = (by: string, more = ""): string => `sum by (${by}) (rate(traefik_router_requests_total{${more}}[5m]))`;

export const ingressDashboard = panelsDashboard("Ingress", [
  { title: "Requests", unit: "reqps", expr: requests("service"), legend: "{{service}}" },
  {
    title: "Errors",
    unit: "percent",
    expr: `100 * ${requests("service", 'code=~"5.."')} / ${requests("service")}`,
    legend: "{{service}}",
  },
  {
    title: "Answered within, 19 of 20",
    unit: "s",
    expr: "histogram_quantile(0.95, sum by (service, le) (rate(traefik_router_request_duration_seconds_bucket[5m])))",
    legend: "{{service}}",
  },
  { title: "By status", unit: "reqps", expr: requests("code"), legend: "{{code}}" },
  {
    title: "Open connections",
    unit: "short",
    expr: "sum by (entrypoint) (traefik_open_connections)",
    legend: "{{entrypoint}}",
  },
  {
    title: "Certificates: days left",
    unit: "d",
    expr: "(max by (exported_namespace, name) (certmanager_certificate_expiration_timestamp_seconds) - time()) / 86400",
    legend: "{{exported_namespace}}/{{name}}",
  },
]);
