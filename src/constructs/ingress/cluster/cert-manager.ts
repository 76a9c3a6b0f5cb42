/** cert-manager: obtains certificates, and renews them. */
import type { Construct } from "constructs";
import { ANYWHERE, allowCredentials } from "../../kit/cluster/namespace-guard";
import type { IKubernetesCluster } from "../../k8s-cluster/contract";
import {
  CONTROLLER_REPLICAS,
  disruptionBudget,
  REQUEST_PATH_REPLICAS,
  resources,
  topologySpread,
} from "../../kit/cluster/operator/copies";
import { Operator } from "../../kit/cluster/operator/operator";
import { PRIORITY } from "../../kit/cluster/priority";
import type { EdgeDns } from "./edge";
import type { IngressSettings } from "../props";

const NAME = "cert-manager";
/** Where its webhook listens. */
const WEBHOOK_PORT = 10250;
const METRICS_PORT = 9402;

export interface CertManagerProps {
  /** The section's fields, checked and with their defaults. */
  readonly settings: IngressSettings;
  /** The cluster that it runs in. */
  readonly cluster: IKubernetesCluster;
  /** Range that the API server calls the webhook from. */
  readonly networkCidr: string;
  /** The zone in which it proves names. @default none: HTTP-01 only */
  readonly dns?: EdgeDns;
}

export class CertManager extends Operator {
  constructor(scope: Construct, id: string, props: CertManagerProps) {
    const { settings, cluster, dns } = props;
    super(scope, id, {
      chart: NAME,
      webhook: { port: WEBHOOK_PORT, cidr: props.networkCidr },
      metricsPort: METRICS_PORT,
      egress: [
        // Before it asks for a certificate, it looks itself whether the challenge can be seen.
        { peers: [ANYWHERE], ports: [80] },
        ...(dns
          ? [...allowCredentials(cluster), { peers: [ANYWHERE], ports: [53], protocols: ["UDP", "TCP"] as const }]
          : []),
        ...(dns?.egress ?? []),
      ],
      identify: (self, serviceAccount) =>
        dns?.permission &&
        cluster.identify(self, "identity", { namespace: NAME, serviceAccount, permissions: [dns.permission] }),
      values: (identity) => ({ ...certManagerValues(settings), ...identity }),
      overrides: settings.values.certManager,
    });
  }
}

function certManagerValues({ profile }: IngressSettings): object {
  const part = (component: string, copies: number, memory: string, limit: string): object => ({
    replicaCount: copies,
    podDisruptionBudget: disruptionBudget(copies),
    topologySpreadConstraints: topologySpread({
      "app.kubernetes.io/instance": NAME,
      "app.kubernetes.io/component": component,
    }),
    resources: resources("10m", memory, limit),
  });
  return {
    // The definitions stay when the release goes: with them would go every certificate of the cluster.
    crds: { enabled: true, keep: true },
    global: {
      leaderElection: { namespace: NAME },
      priorityClassName: PRIORITY.platform,
      // Everyone with `edit` in a namespace could have certificates of its own there, for any host of the zone. Whose Ingress
      // names an issuer needs no such right.
      rbac: { aggregateClusterRoles: false },
    },
    ...part("controller", CONTROLLER_REPLICAS[profile], "64Mi", "256Mi"),
    webhook: part("webhook", REQUEST_PATH_REPLICAS[profile], "32Mi", "128Mi"),
    cainjector: part("cainjector", CONTROLLER_REPLICAS[profile], "64Mi", "256Mi"),
    startupapicheck: { resources: resources("10m", "32Mi", "128Mi") },
    prometheus: { enabled: true, servicemonitor: { enabled: false } },
  };
}
