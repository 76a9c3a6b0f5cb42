/** metrics-server: what `kubectl top` and the horizontal pod autoscaler read. */
import type { Construct } from "constructs";
import type { Profile } from "../../../model/component";
import { CONTROLLER_REPLICAS, disruptionBudget, resources, topologySpread } from "../../kit/cluster/operator/copies";
import { Operator } from "../../kit/cluster/operator/operator";

/** Port of the metrics-server's pods, and also of the kubelets that it scrapes. */
const PORT = 10250;

export interface MetricsServerProps {
  /** By it copies and requests are chosen. */
  readonly profile: Profile;
  /** Range of the network: nodes and the API server are in it. */
  readonly networkCidr: string;
  /** Whether kubelets serve with certificates that nobody signed. @default false */
  readonly unsignedKubelets?: boolean | undefined;
  /** The user's chart values. @default none */
  readonly values?: object | undefined;
}

export class MetricsServer extends Operator {
  constructor(scope: Construct, id: string, props: MetricsServerProps) {
    const inNetwork = { peers: [{ cidr: props.networkCidr }], ports: [PORT] };
    const copies = CONTROLLER_REPLICAS[props.profile];
    super(scope, id, {
      chart: "metrics-server",
      ingress: [inNetwork],
      metricsPort: PORT,
      egress: [inNetwork],
      values: () => ({
        replicas: copies,
        podDisruptionBudget: disruptionBudget(copies),
        topologySpreadConstraints: topologySpread({ "app.kubernetes.io/name": "metrics-server" }),
        // `/metrics` without a token: figures of its own, and the network policy decides who reads them.
        metrics: { enabled: true },
        // Whoever could answer in a node's place would be given figures, and a token that reads no more than those.
        ...(props.unsignedKubelets ? { args: ["--kubelet-insecure-tls"] } : {}),
        resources: resources("100m", "200Mi", "400Mi"),
      }),
      overrides: props.values,
    });
  }
}
