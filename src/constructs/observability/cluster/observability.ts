/** What collects, keeps and shows metrics and logs, as pods of the cluster. */
import { Construct } from "constructs";
import type { Implementation } from "../../../model/contract";
import { validateProps } from "../../kit/cdktf/props";
import { HelmChart } from "../../kit/cluster/helm-chart";
import { Manifests } from "../../kit/cluster/manifests";
import { KubernetesNamespace } from "../../kit/cluster/namespace";
import { NamespaceGuard } from "../../kit/cluster/namespace-guard";
import { hostsOf } from "../access-section";
import { corporateAgents } from "../agents";
import { missingTargets } from "../alerting/own-alerts";
import { prometheusRules } from "../alerting/prometheus-rules";
import type { IObservability, OBSERVABILITY, ObservabilityAttributes } from "../contract";
import { type ObservabilityProps, observabilitySchema } from "../props";
import { NO_PROMETHEUS } from "../section";
import { createAgent } from "./agents";
import { AgentsAlone } from "./agents-alone";
import { Credentials } from "./credentials";
import { dashboardObjects } from "./dashboards";
import { environmentDashboard } from "./environment-dashboard";
import { Exporters } from "./exporters";
import { grafanaValues } from "./grafana-values";
import type { LogBackend } from "./log-backend";
import { collectorMetrics, Logs } from "./logs";
import { NAMESPACE, NODES_NAMESPACE, STACK } from "./names";
import { NODES_ALLOWANCES, ownAllowances } from "./network";
import { Pages } from "./pages";
import { podMonitor } from "./pod-monitors";
import { prometheusRights } from "./prometheus-rights";
import { nodeMetrics, prometheusStackValues } from "./prometheus-values";

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
  public readonly credentials: Credentials;
  public readonly stack: HelmChart;
  /** Absent where none are collected. */
  public readonly logs?: Logs;
  /** What Prometheus evaluates. */
  public readonly rules: Manifests;
  public readonly dashboards: Manifests;

  /** @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, CHART_UNKNOWN_VALUE and the other problems of chart values. */
  constructor(scope: Construct, id: string, props: ObservabilityProps, backend: LogBackend | undefined) {
    super(scope, id);
    const { cluster, network, secrets, ingress, logStore, observed = {}, ...rest } = props;
    const settings = validateProps(this, observabilitySchema, rest);
    const { prometheus, access, alerting, thresholds, values } = settings;
    if (prometheus === NO_PROMETHEUS) throw new RangeError("Without Prometheus there is nothing of it to build.");
    const pods = [...(observed.pods ?? []), ...collectorMetrics(settings)];
    const { exporters = [], alerts = [], dashboards = [] } = observed;
    const hosts = ingress && access ? hostsOf(access, ingress.host) : {};
    this.home = new KubernetesNamespace(this, "namespace", { name: NAMESPACE, podSecurity: "restricted" });
    this.nodes = new KubernetesNamespace(this, "nodes", { name: NODES_NAMESPACE, podSecurity: "privileged" });
    const namespace = this.home.name;
    const guard = new NamespaceGuard(this, "guard", {
      namespace,
      ...ownAllowances({ networkCidr: network.cidr, cluster, alerting, exporters }),
    });
    const nodesGuard = new NamespaceGuard(this, "nodes-guard", { namespace: this.nodes.name, ...NODES_ALLOWANCES });
    this.definitions = new HelmChart(this, "definitions", {
      chart: CRDS,
      releaseName: CRDS,
      namespace,
      // They stay when the release goes: with them would go every rule and monitor of the cluster.
      values: { crds: { annotations: { "helm.sh/resource-policy": "keep" } } },
    });
    this.rights = new Manifests(this, "rights", {
      releaseName: `${STACK}-rights`,
      namespace,
      objects: prometheusRights(),
    });
    this.credentials = new Credentials(this, "credentials", { secrets, namespace, settings });
    this.stack = new HelmChart(this, "stack", {
      chart: "kube-prometheus-stack",
      releaseName: STACK,
      namespace,
      timeoutSeconds: STACK_TIMEOUT,
      values: {
        ...prometheusStackValues({ settings, prometheus, hosts, certificates: ingress !== undefined }),
        grafana: grafanaValues(settings, hosts.grafana),
      },
      ...(values.kubePrometheusStack ? { overrides: values.kubePrometheusStack } : {}),
      dependsOn: [
        this.definitions.release,
        this.rights.release,
        guard.resource,
        nodesGuard.resource,
        ...this.credentials.ready,
      ],
    });
    const after = [this.stack.release];
    if (settings.logs) {
      this.logs = new Logs(this, "logs", {
        settings,
        cluster,
        store: logStore,
        secrets,
        backend,
        namespace,
        nodesNamespace: this.nodes.name,
        // Its monitors need their definition.
        dependsOn: [this.definitions.release, guard.resource, nodesGuard.resource],
      });
    }
    this.rules = new Manifests(this, "rules", {
      releaseName: "alerts",
      namespace,
      objects: prometheusRules([...alerts, missingTargets([nodeMetrics, ...pods])], thresholds, alerting),
      dependsOn: after,
    });
    new Manifests(this, "monitors", {
      releaseName: "pod-monitors",
      namespace,
      objects: [nodeMetrics, ...pods].map(podMonitor),
      dependsOn: after,
    });
    if (exporters.length > 0)
      new Exporters(this, "exporters", { namespace, exporters, monitored: true, dependsOn: after });
    const { environment, about } = settings;
    this.dashboards = new Manifests(this, "dashboards", {
      releaseName: "dashboards",
      namespace,
      objects: dashboardObjects([
        environmentDashboard({ environment, about, pods, exporters, logs: settings.logs !== undefined }),
        ...dashboards,
      ]),
      dependsOn: after,
    });
    for (const agent of corporateAgents(settings)) {
      const { profile } = settings;
      createAgent(this, agent, { environment, profile, secrets, networkCidr: network.cidr });
    }
    if (ingress && access) new Pages(this, "pages", { ingress, access, namespace });
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

/**
 * Observability as a target's implementation.
 * @param backend How its cloud keeps logs; undefined where there is none, and only a store that has keys keeps them.
 */
export function observabilityOn(
  backend: LogBackend | undefined,
): Implementation<ObservabilityProps, IObservability, (typeof OBSERVABILITY)["shape"]> {
  return {
    create: (scope, id, props) =>
      props.prometheus === NO_PROMETHEUS
        ? new AgentsAlone(scope, id, props)
        : new InClusterObservability(scope, id, props, backend),
    fromAttributes: (scope, id, attributes) => new ExistingObservability(scope, id, attributes),
  };
}
