/** cert-manager: obtains certificates, and renews them. */
import { Construct } from "constructs";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { HelmChart } from "../../kit/cluster/helm-chart";
import { KubernetesNamespace } from "../../kit/cluster/namespace";
import { ANYWHERE, credentialsOut, HTTPS_OUT, NamespaceGuard } from "../../kit/cluster/namespace-guard";
import type { IKubernetesCluster } from "../../k8s-cluster/contract";
import { CONTROLLERS, disruptionBudget, FRONT, resources, spread } from "./copies";
import type { EdgeDns } from "./edge";
import type { IngressSettings } from "../props";

const NAME = "cert-manager";
/** Where its webhook listens. */
const WEBHOOK_PORT = 10250;
const METRICS_PORT = 9402;

export interface CertManagerProps {
  readonly settings: IngressSettings;
  readonly cluster: IKubernetesCluster;
  /** Range that the API server calls the webhook from. */
  readonly networkCidr: string;
  /** The zone in which it proves names. @default none: HTTP-01 only */
  readonly dns?: EdgeDns;
}

export class CertManager extends Construct {
  public readonly namespace: KubernetesNamespace;
  public readonly chart: HelmChart;

  constructor(scope: Construct, id: string, props: CertManagerProps) {
    super(scope, id);
    const { settings, cluster, dns } = props;
    this.namespace = new KubernetesNamespace(this, "namespace", { name: NAME, podSecurity: "restricted" });
    const guard = new NamespaceGuard(this, "guard", {
      namespace: this.namespace.name,
      ingress: [
        { peers: [{ cidr: props.networkCidr }], ports: [WEBHOOK_PORT] },
        { peers: ["cluster"], ports: [METRICS_PORT] },
      ],
      egress: [
        HTTPS_OUT,
        // Before it asks for a certificate, it looks itself whether the challenge can be seen.
        { peers: [ANYWHERE], ports: [80] },
        ...(dns
          ? [...credentialsOut(cluster), { peers: [ANYWHERE], ports: [53], protocols: ["UDP", "TCP"] as const }]
          : []),
      ],
    });
    const identity = dns
      ? cluster.identify(this, "identity", {
          namespace: NAME,
          serviceAccount: NAME,
          permissions: [dns.permission],
        })
      : undefined;
    this.chart = new HelmChart(this, "Default", {
      chart: "cert-manager",
      releaseName: NAME,
      namespace: this.namespace.name,
      values: {
        ...certManagerValues(settings),
        serviceAccount: { name: NAME, annotations: identity?.serviceAccountAnnotations ?? {} },
        podLabels: identity?.podLabels ?? {},
      },
      overrides: settings.values.certManager,
      dependsOn: [guard.resource, ...terraformDependables(identity?.ready ?? [])],
    });
    this.node.defaultChild = this.chart.release;
  }
}

function certManagerValues({ profile }: IngressSettings): object {
  const part = (component: string, copies: number, memory: string, limit: string): object => ({
    replicaCount: copies,
    podDisruptionBudget: disruptionBudget(copies),
    topologySpreadConstraints: spread({
      "app.kubernetes.io/instance": NAME,
      "app.kubernetes.io/component": component,
    }),
    resources: resources("10m", memory, limit),
  });
  return {
    // The definitions stay when the release goes: with them would go every certificate of the cluster.
    crds: { enabled: true, keep: true },
    global: { leaderElection: { namespace: NAME } },
    ...part("controller", CONTROLLERS[profile], "64Mi", "256Mi"),
    webhook: part("webhook", FRONT[profile], "32Mi", "128Mi"),
    cainjector: part("cainjector", CONTROLLERS[profile], "64Mi", "256Mi"),
    startupapicheck: { resources: resources("10m", "32Mi", "128Mi") },
    prometheus: { enabled: true, servicemonitor: { enabled: false } },
  };
}
