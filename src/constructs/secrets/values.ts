/** Values of the chart external-secrets. */

export const SERVICE_ACCOUNT = "external-secrets";

/** Where the webhook listens. */
export const WEBHOOK_PORT = 10250;
/** Where operator, webhook and certificate controller show their metrics. */
export const METRICS_PORT = 8080;

export interface ExternalSecretsValues {
  readonly replicas: number;
  readonly annotations: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
}

/** Copies on different nodes and zones, if there are such. */
const SPREAD = (name: string): readonly object[] => [
  {
    maxSkew: 1,
    topologyKey: "topology.kubernetes.io/zone",
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: { "app.kubernetes.io/name": name } },
  },
];

export function externalSecretsValues({ replicas, annotations, podLabels }: ExternalSecretsValues): object {
  const disruption = { podDisruptionBudget: { enabled: replicas > 1, minAvailable: 1 } };
  return {
    installCRDs: true,
    replicaCount: replicas,
    leaderElect: replicas > 1,
    ...disruption,
    serviceAccount: { create: true, name: SERVICE_ACCOUNT, annotations },
    podLabels,
    resources: resources("50m", "128Mi", "256Mi"),
    topologySpreadConstraints: SPREAD("external-secrets"),
    webhook: {
      replicaCount: replicas,
      port: WEBHOOK_PORT,
      ...disruption,
      resources: resources("20m", "64Mi", "128Mi"),
      topologySpreadConstraints: SPREAD("external-secrets-webhook"),
    },
    certController: { replicaCount: 1, resources: resources("20m", "64Mi", "256Mi") },
  };
}

/** No limit of the CPU: throttling a webhook stops deployments; memory that leaks is better ended. */
function resources(cpu: string, memory: string, memoryLimit: string): object {
  return { requests: { cpu, memory }, limits: { memory: memoryLimit } };
}
