/** A company's own tool in the place of Prometheus: its agents, and exporters beside servers that serve no metrics themselves. */
import { Construct } from "constructs";
import { validateProps } from "../../kit/cdktf/props";
import { KubernetesNamespace } from "../../kit/cluster/namespace";
import { ALLOW_HTTPS, NamespaceGuard } from "../../kit/cluster/namespace-guard";
import { corporateAgents } from "../agents";
import { checkAlone } from "../check-alone";
import type { IObservability, ObservabilityAttributes } from "../contract";
import { type ObservabilityProps, observabilitySchema } from "../props";
import { createAgent } from "./agents";
import { Exporters, exporterPorts, serverPorts } from "./exporters";
import { NAMESPACE } from "./names";

/** Stands at the addresses that the same parts have beside Prometheus: what stays is not made anew. */
export class AgentsAlone extends Construct implements IObservability {
  /** Where what exporters log in with is delivered, and they run. */
  public readonly home: KubernetesNamespace;
  /** Absent where no server needs one. */
  public readonly exporters?: Exporters;

  /** @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, OBSERVABILITY_NOTHING, OBSERVABILITY_NOT_SERVED, CHART_UNKNOWN_VALUE and
   * the other problems of chart values. */
  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id);
    const { cluster: _cluster, network, secrets, ingress: _ingress, logStore: _store, observed = {}, ...rest } = props;
    const settings = validateProps(this, observabilitySchema, rest, checkAlone);
    const { environment, profile } = settings;
    const { pods = [], exporters = [] } = observed;
    const agents = corporateAgents(settings);
    this.home = new KubernetesNamespace(this, "namespace", { name: NAMESPACE, podSecurity: "restricted" });
    const namespace = this.home.name;
    const servers = serverPorts(exporters);
    const guard = new NamespaceGuard(this, "guard", {
      namespace,
      ingress: agents.map(({ namespace: reader }) => ({
        peers: [{ namespace: reader }],
        ports: exporterPorts(exporters),
      })),
      egress: servers.length > 0 ? [ALLOW_HTTPS, { peers: [{ cidr: network.cidr }, "cluster"], ports: servers }] : [],
    });
    if (exporters.length > 0) {
      this.exporters = new Exporters(this, "exporters", {
        namespace,
        exporters,
        monitored: false,
        dependsOn: [guard.resource],
      });
    }
    for (const agent of agents) {
      createAgent(this, agent, {
        environment,
        profile,
        secrets,
        networkCidr: network.cidr,
        alone: { pods, exporters },
      });
    }
  }

  public get namespace(): string {
    return this.home.name;
  }

  public get attributes(): ObservabilityAttributes {
    return { namespace: this.namespace };
  }
}
