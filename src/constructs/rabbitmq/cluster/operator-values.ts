/** Values of the chart of the two operators. */
import type { Profile } from "../../../model/component";
import { CONTROLLER_REPLICAS, disruptionBudget, resources, topologySpread } from "../../kit/cluster/operator/copies";
import { PRIORITY } from "../../kit/cluster/priority";
import { AUTHORITY } from "./names";
import { CLUSTER_OPERATOR, TOPOLOGY_OPERATOR } from "./operator-rights";

export const CLUSTER_METRICS_PORT = 9782;
export const TOPOLOGY_METRICS_PORT = 8080;
/** Where the Topology Operator answers the API server. */
export const TOPOLOGY_WEBHOOK_PORT = 9443;

export interface OperatorValuesProps {
  /** By it copies and requests are chosen. */
  readonly profile: Profile;
  /** Kubernetes namespace that it stands in. */
  readonly namespace: string;
  /** Whether brokers run in the cluster: without any, the operator that runs them has no copy. */
  readonly brokers: boolean;
}

/** A file among the system's authorities: the operator trusts the brokers' as well, and has no setting for it. */
const AUTHORITY_FILE = "/etc/ssl/certs/rabbitmq-authority.crt";

export function operatorValues({ profile, namespace, brokers }: OperatorValuesProps): object {
  const copies = CONTROLLER_REPLICAS[profile];
  const part = (component: string, serviceAccount: string, replicaCount: number): object => ({
    watchAllNamespaces: false,
    watchNamespaces: [namespace],
    replicaCount,
    priorityClassName: PRIORITY.platform,
    // Its own roles are cluster-wide, and are gathered into everybody's.
    rbac: { create: false },
    serviceAccount: { create: true, name: serviceAccount },
    // The namespace has one for all of its pods.
    networkPolicy: { enabled: false },
    pdb: budget(replicaCount),
    topologySpreadConstraints: topologySpread({ "app.kubernetes.io/component": component }),
    resources: resources("50m", "128Mi", "256Mi"),
  });
  return {
    fullnameOverride: "rabbitmq",
    useCertManager: true,
    clusterOperator: part("rabbitmq-operator", CLUSTER_OPERATOR, brokers ? copies : 0),
    msgTopologyOperator: {
      ...part("messaging-topology-operator", TOPOLOGY_OPERATOR, copies),
      // With it, whoever reads metrics would have to be looked up cluster-wide; the network policy decides here.
      metrics: { secure: false },
      ...(brokers ? trusted() : {}),
    },
  };
}

/** The chart's form of a budget: texts. */
function budget(copies: number): object {
  const { enabled, maxUnavailable } = disruptionBudget(copies);
  return { create: enabled, ...(maxUnavailable === undefined ? {} : { maxUnavailable: String(maxUnavailable) }) };
}

/** The brokers' authority, and not its key. */
function trusted(): object {
  return {
    extraVolumes: [
      { name: "authority", secret: { secretName: AUTHORITY, items: [{ key: "ca.crt", path: "ca.crt" }] } },
    ],
    extraVolumeMounts: [{ name: "authority", mountPath: AUTHORITY_FILE, subPath: "ca.crt", readOnly: true }],
  };
}
