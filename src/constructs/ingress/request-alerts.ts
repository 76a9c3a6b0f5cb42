/**
 * What alerts of requests from outside. Metrics of Traefik by route (doc.traefik.io, router metrics): those by service count
 * only what a pod has answered, and nothing where there is none.
 */
import type { AlertGroup } from "../../model/observed";

/** A second, over so long that a scrape that was missed does not matter. */
const rate = (selector: string): string => `sum by (service) (rate(traefik_router_requests_total{${selector}}[5m]))`;

/** Requests a second below which one that fails would be a large part: one a minute. */
const FEW = 0.017;

/** Answers that Traefik gives where it reaches no pod, or none in time. */
const NOBODY = 'code=~"502|503|504"';

export const requestAlerts: AlertGroup = {
  name: "ingress",
  rules: [
    {
      alert: "IngressDown",
      expr: 'absent(up{job="traefik"} == 1)',
      for: "5m",
      severity: "critical",
      summary: "No pod of Traefik runs: nothing is reached from outside.",
      description: "See its pods in the namespace traefik, and whether the nodes have room for them.",
    },
    {
      alert: "IngressBackendGone",
      expr: `${rate(NOBODY)} > 0 unless ${rate('code!~"502|503|504"')} > 0`,
      for: "5m",
      severity: "critical",
      summary: "Nobody answers behind {{ $labels.service }}: every request of five minutes failed.",
      description:
        "See whether the Service has pods that are ready ('kubectl get endpointslices'), and whether a network policy lets Traefik in.",
    },
    {
      alert: "IngressErrors",
      expr: `100 * ${rate('code=~"5.."')} / (${rate("")} > ${FEW}) > $ingressErrorsPercent`,
      for: "10m",
      severity: "warning",
      summary: "{{ $labels.service }} answers {{ $value | humanize }}% of its requests with an error of its own.",
      description: "Its log says which, and Traefik's by host and path. See what was deployed last.",
    },
  ],
  thresholds: [
    {
      name: "ingressErrorsPercent",
      default: 5,
      min: 0.1,
      max: 100,
      description: "Percent of the requests of one exposed Service that are answered with a status of 500 or above.",
    },
  ],
};
