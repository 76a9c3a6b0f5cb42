/** What collects, keeps and shows metrics and logs, as pods of the cluster. */
import { Construct } from "constructs";
import type { Implementation } from "../../../model/contract";
import { validateProps } from "../../kit/cdktf/props";
import { HelmChart } from "../../kit/cluster/helm-chart";
import { Manifests } from "../../kit/cluster/manifests";
import { KubernetesNamespace } from "../../kit/cluster/namespace";
import { NamespaceGuard } from "../../kit/cluster/namespace-guard";
import type { IObservability, OBSERVABILITY, ObservabilityAttributes } from "../contract";
import { type ObservabilityProps, observabilitySchema } from "../props";
import { GrafanaCredentials } from "./grafana-credentials";
import { grafanaValues } from "./grafana-values";
import { NAMESPACE, NODES_NAMESPACE, STACK } from "./names";
import { ownAllowances } from "./network";
import { prometheusRights } from "./prometheus-rights";
import { prometheusStackValues } from "./prometheus-values";

const CRDS = "prometheus-operator-crds";

/** Seconds: Prometheus and Grafana start after their volumes are there. */
const STACK_TIMEOUT = 900;

export class InClusterObservability extends Construct implements IObservability {
  /** Where everything stands but what reads nodes. */
  public readonly home: KubernetesNamespace;
  /** For pods that read the nodes' own files; nothing else runs there. */
  public readonly nodes: KubernetesNamespace;
  /** The definitions of the operator's kinds: a release of their own, since Helm raises no others. */
  public readonly definitions: HelmChart;
  public readonly rights: Manifests;
  public readonly credentials: GrafanaCredentials;
  public readonly stack: HelmChart;

  /** @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, CHART_UNKNOWN_VALUE and the other problems of chart values. */
  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id);
    const { cluster, network, secrets, ingress, observed: _observed, ...rest } = props;
    const settings = validateProps(this, observabilitySchema, rest);
    this.home = new KubernetesNamespace(this, "namespace", { name: NAMESPACE, podSecurity: "restricted" });
    this.nodes = new KubernetesNamespace(this, "nodes", { name: NODES_NAMESPACE, podSecurity: "privileged" });
    const guard = new NamespaceGuard(this, "guard", {
      namespace: this.home.name,
      ...ownAllowances(network.cidr, cluster),
    });
    const nodesGuard = new NamespaceGuard(this, "nodes-guard", { namespace: this.nodes.name });
    this.definitions = new HelmChart(this, "definitions", {
      chart: CRDS,
      releaseName: CRDS,
      namespace: this.home.name,
      // They stay when the release goes: with them would go every rule and monitor of the cluster.
      values: { crds: { annotations: { "helm.sh/resource-policy": "keep" } } },
    });
    this.rights = new Manifests(this, "rights", {
      releaseName: `${STACK}-rights`,
      namespace: this.home.name,
      objects: prometheusRights(),
    });
    this.credentials = new GrafanaCredentials(this, "grafana-credentials", {
      secrets,
      namespace: this.home.name,
      deleteWithEnvironment: !settings.protected,
    });
    this.stack = new HelmChart(this, "stack", {
      chart: "kube-prometheus-stack",
      releaseName: STACK,
      namespace: this.home.name,
      timeoutSeconds: STACK_TIMEOUT,
      values: { ...prometheusStackValues(settings, ingress !== undefined), grafana: grafanaValues() },
      ...(settings.values.kubePrometheusStack ? { overrides: settings.values.kubePrometheusStack } : {}),
      dependsOn: [
        this.definitions.release,
        this.rights.release,
        guard.resource,
        nodesGuard.resource,
        ...this.credentials.ready,
      ],
    });
    this.node.defaultChild = this.stack.release;
  }

  public get namespace(): string {
    return this.home.name;
  }

  public get attributes(): ObservabilityAttributes {
    return { namespace: this.namespace };
  }
}

/** Of another stack. */
class ExistingObservability extends Construct implements IObservability {
  public readonly namespace: string;

  constructor(
    scope: Construct,
    id: string,
    public readonly attributes: ObservabilityAttributes,
  ) {
    super(scope, id);
    this.namespace = attributes.namespace;
  }
}

export const observabilityImplementation: Implementation<
  ObservabilityProps,
  IObservability,
  (typeof OBSERVABILITY)["shape"]
> = {
  create: (scope, id, props) => new InClusterObservability(scope, id, props),
  fromAttributes: (scope, id, attributes) => new ExistingObservability(scope, id, attributes),
};
