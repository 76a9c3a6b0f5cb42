/** metrics-server: what `kubectl top` and the horizontal pod autoscaler read. */
import { Construct } from "constructs";
import type { Profile } from "../../../model/component";
import { HelmChart } from "../../kit/cluster/helm-chart";
import { KubernetesNamespace } from "../../kit/cluster/namespace";
import { HTTPS_OUT, NamespaceGuard } from "../../kit/cluster/namespace-guard";

const NAME = "metrics-server";
/** Of the server's own pods, and of the kubelets that it asks. */
const PORT = 10250;
const REPLICAS: { readonly [P in Profile]: number } = { minimal: 1, standard: 2, full: 2 };

export interface MetricsServerProps {
  readonly profile: Profile;
  /** Range of the network: nodes and the API server are in it. */
  readonly networkCidr: string;
  /** The user's chart values. */
  readonly values?: object;
}

export class MetricsServer extends Construct {
  public readonly namespace: KubernetesNamespace;
  public readonly chart: HelmChart;

  constructor(scope: Construct, id: string, props: MetricsServerProps) {
    super(scope, id);
    this.namespace = new KubernetesNamespace(this, "namespace", { name: NAME, podSecurity: "restricted" });
    const inNetwork = { peers: [{ cidr: props.networkCidr }], ports: [PORT] };
    const guard = new NamespaceGuard(this, "guard", {
      namespace: this.namespace.name,
      ingress: [inNetwork],
      egress: [inNetwork, HTTPS_OUT],
    });
    const replicas = REPLICAS[props.profile];
    this.chart = new HelmChart(this, "Default", {
      chart: NAME,
      releaseName: NAME,
      namespace: this.namespace.name,
      values: {
        replicas,
        // Of a single pod, a budget would hold up every drain.
        podDisruptionBudget: replicas > 1 ? { enabled: true, maxUnavailable: 1 } : { enabled: false },
        resources: { requests: { cpu: "100m", memory: "200Mi" }, limits: { memory: "400Mi" } },
      },
      ...(props.values ? { overrides: props.values } : {}),
      dependsOn: [guard.resource],
    });
    this.node.defaultChild = this.chart.release;
  }
}
