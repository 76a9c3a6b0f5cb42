/** What the platform installs into a cluster: a namespace, what its pods may reach, who they are in the cloud, and the chart. */
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type ChartName, charts } from "../../../../catalog/charts";
import type { IWorkloadIdentity } from "../../../../model/identity";
import { terraformDependables } from "../../cdktf/dependables";
import { Definitions } from "../definitions";
import { HelmChart } from "../helm-chart";
import { KubernetesNamespace, type PodSecurity } from "../namespace";
import { type Allowance, ALLOW_HTTPS, NamespaceGuard } from "../namespace-guard";

/** What a chart must be told so that its pods get their identity. */
export interface IdentityValues {
  readonly serviceAccount: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
  readonly podLabels: Readonly<Record<string, string>>;
}

export interface OperatorProps {
  /** Which chart; its version is pinned in the catalog. */
  readonly chart: ChartName;
  /** Name of the namespace, of the release, and of the service account that has the identity. @default the chart's */
  readonly name?: string;
  /** @default "restricted" */
  readonly podSecurity?: PodSecurity;
  /** Labels of the namespace. @default none but those of pod security */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /** Port at which any pod of the cluster may read metrics. @default none */
  readonly metricsPort?: number;
  /** Port of a webhook, and the range from which the API server calls it. @default none */
  readonly webhook?: { readonly port: number; readonly cidr: string };
  /** Who else may connect. @default nobody */
  readonly ingress?: readonly Allowance[];
  /** What may be reached beside DNS, and HTTPS anywhere. @default nothing */
  readonly egress?: readonly Allowance[];
  /** Gives the service account what it may do in the cloud; called once, with the operator as scope. @default none */
  readonly identify?: (scope: Construct, serviceAccount: string) => IWorkloadIdentity | undefined;
  /** The project's chart values. */
  readonly values: (identity: IdentityValues) => object;
  /** The user's chart values, merged last. @default none */
  readonly overrides?: object | undefined;
  /** The chart of its custom resource definitions, where another one brings them. @default those that are recorded of its own chart */
  readonly definitions?: ChartName;
  /** Makes in the namespace what the chart cannot start without, such as its rights. @default nothing */
  readonly before?: (scope: Construct, namespace: string) => readonly ITerraformDependable[];
  /** What the chart comes after, beside guard and identity. @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** Id of the chart: part of its address. @default "Default" */
  readonly chartId?: string;
}

/**
 * Installs an operator so that it is closed from the first pod on: the chart comes after the network policy, and after the
 * identity, without which a pod would have to be started again.
 */
export class Operator extends Construct {
  public readonly namespace: KubernetesNamespace;
  public readonly guard: NamespaceGuard;
  /** Undefined where it does nothing in the cloud. */
  public readonly identity: IWorkloadIdentity | undefined;
  public readonly chart: HelmChart;

  /** @throws JangadaError CHART_UNKNOWN_VALUE and the other problems of chart values, as `HelmChart` does. */
  constructor(scope: Construct, id: string, props: OperatorProps) {
    super(scope, id);
    const { chart, name = chart, webhook, metricsPort } = props;
    this.namespace = new KubernetesNamespace(this, "namespace", {
      name,
      podSecurity: props.podSecurity ?? "restricted",
      ...(props.namespaceLabels ? { labels: props.namespaceLabels } : {}),
    });
    this.guard = new NamespaceGuard(this, "guard", {
      namespace: this.namespace.name,
      ingress: [
        ...(props.ingress ?? []),
        ...(webhook ? [{ peers: [{ cidr: webhook.cidr }], ports: [webhook.port] }] : []),
        ...(metricsPort === undefined ? [] : [{ peers: ["cluster" as const], ports: [metricsPort] }]),
      ],
      egress: [ALLOW_HTTPS, ...(props.egress ?? [])],
    });
    this.identity = props.identify?.(this, name);
    const definitions = this.definitionsOf(chart, props.definitions);
    const before = props.before?.(this, this.namespace.name) ?? [];
    this.chart = new HelmChart(this, props.chartId ?? "Default", {
      chart,
      releaseName: name,
      namespace: this.namespace.name,
      values: props.values({
        serviceAccount: { name, annotations: this.identity?.serviceAccountAnnotations ?? {} },
        podLabels: this.identity?.podLabels ?? {},
      }),
      ...(props.overrides ? { overrides: props.overrides } : {}),
      dependsOn: [
        ...(props.dependsOn ?? []),
        ...before,
        ...definitions,
        this.guard.resource,
        ...terraformDependables(this.identity?.ready ?? []),
      ],
    });
    this.node.defaultChild = this.chart.release;
  }
  /** What brings the definitions of its custom resources. */
  private definitionsOf(chart: ChartName, other: ChartName | undefined): readonly ITerraformDependable[] {
    const namespace = this.namespace.name;
    if (other !== undefined) {
      return [new HelmChart(this, "crds", { chart: other, releaseName: other, namespace, values: {} }).release];
    }
    return charts[chart].crds === "recorded"
      ? [new Definitions(this, "definitions", { chart, namespace }).release]
      : [];
  }
}
