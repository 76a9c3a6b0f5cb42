/** Traefik: takes every request from outside, and hands it to the Service that is exposed under its host. */
import { Construct } from "constructs";
import { HelmChart } from "../../kit/cluster/helm-chart";
import { KubernetesNamespace } from "../../kit/cluster/namespace";
import { HTTPS_OUT, NamespaceGuard } from "../../kit/cluster/namespace-guard";
import type { Edge } from "./edge";
import type { IngressSettings } from "../props";
import { TRAEFIK_PORTS, traefikValues } from "./traefik-values";

/** Name of the release, of its namespace, and of the IngressClass. */
export const TRAEFIK = "traefik";

export interface TraefikProps {
  readonly settings: IngressSettings;
  readonly edge: Edge;
}

export class Traefik extends Construct {
  public readonly namespace: KubernetesNamespace;
  public readonly chart: HelmChart;

  constructor(scope: Construct, id: string, props: TraefikProps) {
    super(scope, id);
    const { service, ready, namespaceLabels } = props.edge;
    this.namespace = new KubernetesNamespace(this, "namespace", {
      name: TRAEFIK,
      podSecurity: "restricted",
      labels: namespaceLabels,
    });
    const guard = new NamespaceGuard(this, "guard", {
      namespace: this.namespace.name,
      ingress: [
        {
          peers: service.sources.map((cidr) => ({ cidr })),
          ports: [TRAEFIK_PORTS.web, TRAEFIK_PORTS.websecure],
        },
        { peers: ["cluster"], ports: [TRAEFIK_PORTS.metrics] },
      ],
      // The API server, and whatever is exposed, in any namespace and on any port.
      egress: [HTTPS_OUT, { peers: ["cluster"], ports: [] }],
    });
    this.chart = new HelmChart(this, "Default", {
      chart: "traefik",
      releaseName: TRAEFIK,
      namespace: this.namespace.name,
      values: traefikValues(TRAEFIK, TRAEFIK, props.settings, service),
      overrides: props.settings.values.traefik,
      // On destroy the order turns around: the load balancer is gone, by the controller that made it, before that goes.
      // Helm waits until the Service is, whose finalizer that controller holds; no pause of a guessed length is needed.
      dependsOn: [...ready, guard.resource],
    });
    this.node.defaultChild = this.chart.release;
  }
}
