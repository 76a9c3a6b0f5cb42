/**
 * Who may do what, in place of the chart's role (`rbac.create: false`), with which the operator could read and write every
 * Secret of the cluster, and in place of the roles that the operator would make (`createRbac: false`), for which it would have to
 * hold all of their rights itself. It watches its own namespace alone (`WATCH_NAMESPACE`; pkg/config/config.go, `CacheOptions`,
 * of version 1.29), and of the whole cluster only looks at the kinds that it clears away after itself (pkg/kubernetes/const.go).
 */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { STATE_COLLECTORS } from "./checks";
import { DATADOG_ACCOUNTS, DATADOG_NAMESPACE } from "./names";

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

const RBAC = "rbac.authorization.k8s.io";
const READ = ["get", "list", "watch"];
const WRITE = [...READ, "create", "update", "patch", "delete"];

/** In its own namespace: what agents are made of. */
const OPERATOR_RULES: readonly Rule[] = [
  {
    apiGroups: ["datadoghq.com"],
    resources: ["datadogagents", "datadogagentinternals"].flatMap((kind) => [
      kind,
      `${kind}/status`,
      `${kind}/finalizers`,
    ]),
    verbs: WRITE,
  },
  { apiGroups: ["apps"], resources: ["daemonsets", "deployments", "controllerrevisions"], verbs: WRITE },
  { apiGroups: ["apps"], resources: ["replicasets", "statefulsets", "deployments/status"], verbs: READ },
  { apiGroups: [""], resources: ["configmaps", "secrets", "serviceaccounts", "services"], verbs: WRITE },
  { apiGroups: [""], resources: ["pods"], verbs: [...READ, "patch", "delete"] },
  { apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: WRITE },
  { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: WRITE },
  // It can give no right that it does not have.
  { apiGroups: [RBAC], resources: ["roles", "rolebindings"], verbs: WRITE },
  { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: WRITE },
  { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: ["create", "patch"] },
];

/** Everywhere it only looks. */
const OPERATOR_CLUSTER_RULES: readonly Rule[] = [
  { apiGroups: [RBAC], resources: ["clusterroles", "clusterrolebindings"], verbs: READ },
  {
    apiGroups: ["admissionregistration.k8s.io"],
    resources: ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
    verbs: READ,
  },
  { apiGroups: ["apiregistration.k8s.io"], resources: ["apiservices"], verbs: READ },
  { apiGroups: ["apiextensions.k8s.io"], resources: ["customresourcedefinitions"], verbs: READ },
  { apiGroups: [""], resources: ["nodes", "namespaces"], verbs: READ },
];

/**
 * Of the agent on each node: its kubelet's figures. Without `nodes/proxy`, by which it could start programs in every pod: since
 * Kubernetes 1.33 the kubelet asks for these finer ones (KEP-2862).
 */
const NODE_AGENT_RULES: readonly Rule[] = [
  {
    apiGroups: [""],
    resources: ["metrics", "spec", "stats", "pods", "healthz", "configz"].map((what) => `nodes/${what}`),
    verbs: ["get"],
  },
  { apiGroups: [""], resources: ["endpoints"], verbs: ["get"] },
  { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["get"] },
  { nonResourceURLs: ["/metrics"], verbs: ["get"] },
];

/** Of the cluster agent: what there is, for tags and events. Neither Secrets nor ConfigMaps. */
const CLUSTER_AGENT_RULES: readonly Rule[] = [
  {
    apiGroups: [""],
    resources: ["services", "events", "endpoints", "pods", "nodes", "namespaces", "componentstatuses"],
    verbs: READ,
  },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: READ },
  { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: ["list", "watch"] },
  { nonResourceURLs: ["/version", "/healthz", "/metrics"], verbs: ["get"] },
];

/** In its own namespace: electing one of several, and remembering which events were sent. */
const CLUSTER_AGENT_OWN_RULES: readonly Rule[] = [
  { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "create", "update"] },
  { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["get", "create", "update"] },
  { apiGroups: ["datadoghq.com"], resources: ["datadogagents"], verbs: ["get"] },
];

/** Of the cluster agent where it counts objects, in the place of kube-state-metrics. */
const STATE_RULES: readonly Rule[] = Object.entries(STATE_COLLECTORS).map(([apiGroup, resources]) => ({
  apiGroups: [apiGroup],
  resources,
  verbs: ["list", "watch"],
}));

/** @param alone Whether Datadog stands in the place of Prometheus. */
export function datadogRights(alone: boolean): readonly KubernetesObject[] {
  const { operator, node, cluster } = DATADOG_ACCOUNTS;
  return [
    ...[node, cluster].map((name) => ({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name, namespace: DATADOG_NAMESPACE },
    })),
    ...inNamespace(operator, OPERATOR_RULES),
    ...everywhere(operator, OPERATOR_CLUSTER_RULES),
    ...everywhere(node, NODE_AGENT_RULES),
    ...inNamespace(cluster, CLUSTER_AGENT_OWN_RULES),
    ...everywhere(cluster, alone ? [...CLUSTER_AGENT_RULES, ...STATE_RULES] : CLUSTER_AGENT_RULES),
  ];
}

const inNamespace = (account: string, rules: readonly Rule[]): readonly KubernetesObject[] =>
  granted("Role", account, rules, { name: account, namespace: DATADOG_NAMESPACE });

const everywhere = (account: string, rules: readonly Rule[]): readonly KubernetesObject[] =>
  granted("ClusterRole", account, rules, { name: account });

function granted(
  kind: "Role" | "ClusterRole",
  account: string,
  rules: readonly Rule[],
  metadata: { readonly name: string; readonly namespace?: string },
): readonly KubernetesObject[] {
  return [
    { apiVersion: `${RBAC}/v1`, kind, metadata, rules },
    {
      apiVersion: `${RBAC}/v1`,
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: RBAC, kind, name: metadata.name },
      subjects: [{ kind: "ServiceAccount", name: account, namespace: DATADOG_NAMESPACE }],
    },
  ];
}
