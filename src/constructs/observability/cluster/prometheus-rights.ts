/**
 * Who may do what: in place of the chart's roles, with which the operator could read and write every Secret of the cluster
 * (`global.rbac.create: false`), and Grafana every Secret of its namespace (`grafana.rbac.create: false`). The operator works in
 * its own namespace alone (`--namespaces`), so nothing that a tenant makes is acted on. Its rules are those that Prometheus Operator
 * v0.93 asks for (its Documentation/platform/rbac.md), cut to that namespace.
 */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { ACCOUNTS, NAMESPACE } from "./names";

const RBAC = "rbac.authorization.k8s.io";

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

const READ = ["get", "list", "watch"];
const WRITE = ["get", "list", "watch", "create", "update", "patch", "delete"];

/** Kinds of the operator's that are used here. */
const KINDS = [
  "alertmanagers",
  "prometheuses",
  "prometheusrules",
  "servicemonitors",
  "podmonitors",
  "probes",
  "scrapeconfigs",
  "alertmanagerconfigs",
  "prometheusagents",
  "thanosrulers",
];

/** In its own namespace: what a Prometheus and an Alertmanager are made of. */
const OPERATOR_RULES: readonly Rule[] = [
  {
    apiGroups: ["monitoring.coreos.com"],
    resources: KINDS.flatMap((kind) => [kind, `${kind}/status`, `${kind}/finalizers`]),
    verbs: [...WRITE, "deletecollection"],
  },
  { apiGroups: ["apps"], resources: ["statefulsets"], verbs: [...WRITE, "deletecollection"] },
  { apiGroups: [""], resources: ["configmaps", "secrets"], verbs: [...WRITE, "deletecollection"] },
  { apiGroups: [""], resources: ["pods"], verbs: ["list", "delete"] },
  {
    apiGroups: [""],
    resources: ["services", "services/finalizers", "endpoints"],
    verbs: ["get", "create", "update", "delete"],
  },
  { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: ["create", "patch"] },
  {
    apiGroups: ["discovery.k8s.io"],
    resources: ["endpointslices"],
    verbs: ["get", "list", "watch", "create", "update", "delete"],
  },
];

/** In kube-system: the Service of the kubelets, which the operator keeps, so that Prometheus finds them. */
const KUBELET_RULES: readonly Rule[] = [
  { apiGroups: [""], resources: ["services", "endpoints"], verbs: ["get", "create", "update", "delete"] },
  {
    apiGroups: ["discovery.k8s.io"],
    resources: ["endpointslices"],
    verbs: ["get", "list", "watch", "create", "update", "delete"],
  },
];

/** Everywhere: the nodes' addresses, names of namespaces, and whether a class of volumes can grow. */
const OPERATOR_CLUSTER_RULES: readonly Rule[] = [
  { apiGroups: [""], resources: ["nodes"], verbs: ["list", "watch"] },
  { apiGroups: [""], resources: ["namespaces"], verbs: READ },
  { apiGroups: ["storage.k8s.io"], resources: ["storageclasses"], verbs: ["get"] },
];

/** Everywhere: where there is something to read, and the kubelets' own metrics. */
const PROMETHEUS_CLUSTER_RULES: readonly Rule[] = [
  { apiGroups: [""], resources: ["nodes", "services", "endpoints", "pods"], verbs: READ },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: READ },
  { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
  { nonResourceURLs: ["/metrics", "/metrics/cadvisor"], verbs: ["get"] },
];

/** In its own namespace: dashboards and data sources, which its sidecars gather; no Secret. */
const GRAFANA_RULES: readonly Rule[] = [{ apiGroups: [""], resources: ["configmaps"], verbs: READ }];

/** Roles, and who is bound to them. */
export function prometheusRights(): readonly KubernetesObject[] {
  return [
    ...grant("Role", ACCOUNTS.operator, OPERATOR_RULES, ACCOUNTS.operator, NAMESPACE),
    ...grant("Role", `${ACCOUNTS.operator}-kubelets`, KUBELET_RULES, ACCOUNTS.operator, "kube-system"),
    ...grant("Role", ACCOUNTS.grafana, GRAFANA_RULES, ACCOUNTS.grafana, NAMESPACE),
    ...grant("ClusterRole", ACCOUNTS.operator, OPERATOR_CLUSTER_RULES, ACCOUNTS.operator),
    ...grant("ClusterRole", ACCOUNTS.prometheus, PROMETHEUS_CLUSTER_RULES, ACCOUNTS.prometheus),
  ];
}

function grant(
  kind: "Role" | "ClusterRole",
  name: string,
  rules: readonly Rule[],
  account: string,
  namespace?: string,
): readonly KubernetesObject[] {
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
  return [
    { apiVersion: `${RBAC}/v1`, kind, metadata, rules },
    {
      apiVersion: `${RBAC}/v1`,
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: RBAC, kind, name },
      subjects: [{ kind: "ServiceAccount", name: account, namespace: NAMESPACE }],
    },
  ];
}
