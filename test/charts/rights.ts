/**
 * Who may do what in the cluster, release by release: every binding; every label by which a role is gathered into others; and every
 * rule through which Secrets, tokens or more rights could be had (`sensitive` of `rbac.ts`). A line that comes or goes is read
 * by a person, and written here with its reason.
 */
import type { ChartName } from "../../src/catalog/charts";

export interface Rights {
  readonly bindings?: readonly string[];
  readonly aggregated?: readonly string[];
  readonly sensitive?: readonly string[];
}

/** What the charts would give and ours do not, by the value that turns it on. Each is tried: without it there are more rights. */
export const RIGHTS_OFF: Readonly<Partial<Record<ChartName, Readonly<Record<string, unknown>>>>> = {
  // Certificates, issuers and challenges for everyone who has `edit` in a namespace.
  "cert-manager": { "global.rbac.aggregateClusterRoles": true },
  // Every Secret of the cluster to the operator; of the namespace to Grafana; rules and monitors to everyone who has `edit`.
  "kube-prometheus-stack": {
    "global.rbac.create": true,
    "grafana.rbac.create": true,
    "kube-state-metrics.collectors": ["pods", "secrets"],
  },
  // Stores, generators and ExternalSecrets for everyone who has `edit`; tokens of every service account.
  "external-secrets": {
    "rbac.aggregateToView": true,
    "rbac.aggregateToEdit": true,
    "rbac.aggregateToAdmin": true,
    "rbac.serviceAccountTokenCreate": true,
    "rbac.servicebindings.create": true,
  },
  // Every Secret of the cluster, and users of every broker for everyone who has `edit`.
  "rabbitmq-cluster-operator": {
    "clusterOperator.rbac.create": true,
    "msgTopologyOperator.rbac.create": true,
  },
  // Every Secret of the cluster, and pods, roles and Jobs in every namespace; servers for everyone who has `edit`.
  "cloudnative-pg": { "config.clusterWide": true, "rbac.aggregateClusterRoles": true },
  // To make, change and delete every pod of the cluster.
  seaweedfs: { "global.seaweedfs.createClusterRole": true },
  // Every Secret of the cluster, and the right to give rights.
  "plugin-barman-cloud": { "rbac.create": true },
  // Every Secret of the cluster, and the right to give rights.
  "datadog-operator": { "rbac.create": true },
  // Every Secret and ConfigMap of the cluster, to look for rules in them.
  loki: { "sidecar.rules.enabled": true },
};
