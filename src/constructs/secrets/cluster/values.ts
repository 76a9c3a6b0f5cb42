/** Values of the chart external-secrets. */
import { resources, topologySpread } from "../../kit/cluster/operator/copies";
import type { IdentityValues } from "../../kit/cluster/operator/operator";
import { PRIORITY } from "../../kit/cluster/priority";

/** Where the webhook listens. */
export const WEBHOOK_PORT = 10250;
/** Where operator, webhook and certificate controller show their metrics. */
export const METRICS_PORT = 8080;

/**
 * What the operator may not do, and nobody through it. Each value, by what it does in the chart 2.9.0 (templates/rbac.yaml,
 * templates/deployment.yaml, hack/helm.generate.sh); `test/charts/external-secrets.ts` holds the rendered chart to it.
 */
export const OPERATOR_LIMITS = {
  rbac: {
    // Everyone with `view`, `edit` or `admin` in a namespace could see, and make, ExternalSecrets, PushSecrets, stores and
    // generators there; `view` also shows GeneratorStates, which may hold what was generated.
    aggregateToView: false,
    aggregateToEdit: false,
    aggregateToAdmin: false,
    // Without it no store can borrow a service account: the operator could be any service account of the cluster.
    serviceAccountTokenCreate: false,
    // A role that operators of service bindings gather by its label.
    servicebindings: { create: false },
  },
  // `--enable-secret-store-reconciler=false`: a namespaced store never becomes ready, so no ExternalSecret reads through it.
  // PushSecrets would still: `admission.ts` refuses the stores themselves.
  processSecretStore: false,
  // `--enable-cluster-external-secret-reconciler=false` and no rights: it writes into every namespace that a selector finds.
  processClusterExternalSecret: false,
  // The same for pushing.
  processClusterPushSecret: false,
  // No right to read them: a generator that every namespace may use.
  processClusterGenerator: false,
  crds: {
    createClusterExternalSecret: false,
    createClusterPushSecret: false,
    createClusterGenerator: false,
    // Of no effect in 2.9.0, whose packing wraps this definition in `installCRDs` alone. For when it is.
    createSecretStore: false,
  },
  // Only Secrets are written: neither ConfigMaps nor other kinds.
  genericTargets: { enabled: false },
} as const;

/** The limits as value paths, such as `rbac.aggregateToEdit`; all are false. */
export function limitPaths(limits: object = OPERATOR_LIMITS): readonly string[] {
  return Object.entries(limits).flatMap(([key, value]) =>
    typeof value === "object" && value !== null ? limitPaths(value as object).map((path) => `${key}.${path}`) : [key],
  );
}

export interface ExternalSecretsValues {
  readonly replicas: number;
  readonly identity: IdentityValues;
}

const spreadOf = (name: string): readonly object[] => topologySpread({ "app.kubernetes.io/name": name });

export function externalSecretsValues({ replicas, identity }: ExternalSecretsValues): object {
  // The chart's own default is a `minAvailable`, beside which a `maxUnavailable` would be refused.
  const disruption = { podDisruptionBudget: { enabled: replicas > 1, minAvailable: 1 } };
  return {
    ...OPERATOR_LIMITS,
    installCRDs: true,
    replicaCount: replicas,
    leaderElect: replicas > 1,
    ...disruption,
    priorityClassName: PRIORITY.platform,
    readinessProbe: { enabled: true },
    livenessProbe: { enabled: true },
    serviceAccount: { create: true, ...identity.serviceAccount },
    podLabels: identity.podLabels,
    resources: resources("50m", "128Mi", "256Mi"),
    topologySpreadConstraints: spreadOf("external-secrets"),
    webhook: {
      replicaCount: replicas,
      port: WEBHOOK_PORT,
      // It answers the API server, and asks it nothing.
      serviceAccount: { automount: false },
      priorityClassName: PRIORITY.platform,
      ...disruption,
      resources: resources("20m", "64Mi", "128Mi"),
      topologySpreadConstraints: spreadOf("external-secrets-webhook"),
    },
    certController: {
      replicaCount: 1,
      priorityClassName: PRIORITY.platform,
      resources: resources("20m", "64Mi", "256Mi"),
    },
  };
}
