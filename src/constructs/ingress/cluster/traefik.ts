/** Traefik: takes every request from outside, and hands it to the Service that is exposed under its host. */
import type { Construct } from "constructs";
import { Operator } from "../../kit/cluster/operator/operator";
import type { Edge } from "./edge";
import { TRAEFIK } from "./names";
import type { IngressSettings } from "../props";
import { TRAEFIK_PORTS, traefikValues } from "./traefik-values";

export interface TraefikProps {
  /** The section's fields, checked and with their defaults. */
  readonly settings: IngressSettings;
  /** What the target puts in front of the controller. */
  readonly edge: Edge;
}

export class Traefik extends Operator {
  constructor(scope: Construct, id: string, props: TraefikProps) {
    const { service, ready, namespaceLabels } = props.edge;
    super(scope, id, {
      chart: TRAEFIK,
      namespaceLabels,
      ingress: [
        {
          peers: [...service.sources.map((cidr) => ({ cidr })), ...(service.fromPods ? ["cluster" as const] : [])],
          ports: [TRAEFIK_PORTS.web, TRAEFIK_PORTS.websecure],
        },
      ],
      metricsPort: TRAEFIK_PORTS.metrics,
      // The API server, and whatever is exposed, in any namespace and on any port.
      egress: [{ peers: ["cluster"], ports: [] }],
      values: () => traefikValues(TRAEFIK, TRAEFIK, props.settings, service),
      overrides: props.settings.values.traefik,
      // On destroy the order turns around: the load balancer is gone, by the controller that made it, before that goes.
      // Helm waits until the Service is, whose finalizer that controller holds; no pause of a guessed length is needed.
      dependsOn: ready,
    });
  }
}
