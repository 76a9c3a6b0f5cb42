/** The Kubernetes kind behind each resource type of the provider: what its API calls it. */

export interface Kind {
  readonly kind: string;
  /** `v1`, `apps/v1`, … */
  readonly apiVersion: string;
  /** As in the API's paths and messages. */
  readonly plural: string;
  /** Whether the API counts changes of the specification in `metadata.generation`; it stays 0 otherwise. */
  readonly counted: boolean;
}

/** `<type without kubernetes_ and _v1>: <apiVersion> <Kind> <plural>`, with `#` where the API counts generations. */
const TABLE = `
api_service: apiregistration.k8s.io/v1 APIService apiservices
certificate_signing_request: certificates.k8s.io/v1 CertificateSigningRequest certificatesigningrequests
cluster_role: rbac.authorization.k8s.io/v1 ClusterRole clusterroles
cluster_role_binding: rbac.authorization.k8s.io/v1 ClusterRoleBinding clusterrolebindings
config_map: v1 ConfigMap configmaps
cron_job: batch/v1 CronJob cronjobs #
csi_driver: storage.k8s.io/v1 CSIDriver csidrivers
daemon_set: apps/v1 DaemonSet daemonsets #
deployment: apps/v1 Deployment deployments #
endpoint_slice: discovery.k8s.io/v1 EndpointSlice endpointslices #
endpoints: v1 Endpoints endpoints
horizontal_pod_autoscaler: autoscaling/v2 HorizontalPodAutoscaler horizontalpodautoscalers
ingress: networking.k8s.io/v1 Ingress ingresses #
ingress_class: networking.k8s.io/v1 IngressClass ingressclasses #
job: batch/v1 Job jobs #
limit_range: v1 LimitRange limitranges
mutating_webhook_configuration: admissionregistration.k8s.io/v1 MutatingWebhookConfiguration mutatingwebhookconfigurations #
namespace: v1 Namespace namespaces
network_policy: networking.k8s.io/v1 NetworkPolicy networkpolicies #
persistent_volume: v1 PersistentVolume persistentvolumes
persistent_volume_claim: v1 PersistentVolumeClaim persistentvolumeclaims
pod: v1 Pod pods
pod_disruption_budget: policy/v1 PodDisruptionBudget poddisruptionbudgets #
pod_security_policy: policy/v1beta1 PodSecurityPolicy podsecuritypolicies
priority_class: scheduling.k8s.io/v1 PriorityClass priorityclasses #
replication_controller: v1 ReplicationController replicationcontrollers #
resource_quota: v1 ResourceQuota resourcequotas
role: rbac.authorization.k8s.io/v1 Role roles
role_binding: rbac.authorization.k8s.io/v1 RoleBinding rolebindings
runtime_class: node.k8s.io/v1 RuntimeClass runtimeclasses
secret: v1 Secret secrets
service: v1 Service services
service_account: v1 ServiceAccount serviceaccounts
stateful_set: apps/v1 StatefulSet statefulsets #
storage_class: storage.k8s.io/v1 StorageClass storageclasses
validating_webhook_configuration: admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration validatingwebhookconfigurations #
`;

const KINDS: ReadonlyMap<string, Kind> = new Map(
  TABLE.trim()
    .split("\n")
    .map((line) => {
      const [name = "", rest = ""] = line.split(": ");
      const [apiVersion = "", kind = "", plural = "", mark] = rest.split(" ");
      return [name, { apiVersion, kind, plural, counted: mark === "#" }] as const;
    }),
);

/** `config_map` for both `kubernetes_config_map` and `kubernetes_config_map_v1`: two names of one kind of object. */
export function baseOf(type: string): string {
  const base = type.replace(/^kubernetes_/, "").replace(/_v\d+(beta\d+)?$/, "");
  // The only one whose old name has another word boundary.
  return base === "daemonset" ? "daemon_set" : base;
}

/** The kind of a resource type that makes whole objects; undefined for one that changes parts of them. */
export const kindOf = (type: string): Kind | undefined => KINDS.get(baseOf(type));

/** `config_map` for the kind ConfigMap of the core group. */
export const baseOfKind = (group: string, kind: string): string | undefined =>
  [...KINDS].find(([, known]) => known.kind === kind && groupOf(known.apiVersion) === group)?.[0];

/** Every resource type's name for one kind of object. */
export function typesOf(base: string): readonly string[] {
  const names = [
    `kubernetes_${base}`,
    ...["_v1", "_v1beta1", "_v2", "_v2beta2"].map((end) => `kubernetes_${base}${end}`),
  ];
  return base === "daemon_set" ? [...names, "kubernetes_daemonset"] : names;
}

/** `configmaps`, `deployments.apps`: as error messages name a kind. */
export function resourceName({ plural, apiVersion }: Kind): string {
  const group = groupOf(apiVersion);
  return group ? `${plural}.${group}` : plural;
}

/** Empty for the core group. */
export const groupOf = (apiVersion: string): string =>
  apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";

export const apiPath = ({ apiVersion, plural }: Kind): string =>
  `/${groupOf(apiVersion) ? "apis" : "api"}/${apiVersion}/${plural}`;

/** Kinds that every API server knows and the provider has no resource for; `Kind` names of their groups. */
const OTHER_BUILT_IN_KINDS: { readonly [group: string]: readonly string[] } = {
  "": ["PodTemplate", "Node", "Event", "ComponentStatus", "Binding"],
  apps: ["ReplicaSet", "ControllerRevision"],
  "apiextensions.k8s.io": ["CustomResourceDefinition"],
  "admissionregistration.k8s.io": ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"],
  "coordination.k8s.io": ["Lease"],
  "events.k8s.io": ["Event"],
  "flowcontrol.apiserver.k8s.io": ["FlowSchema", "PriorityLevelConfiguration"],
  "networking.k8s.io": ["IPAddress", "ServiceCIDR"],
  "storage.k8s.io": ["CSINode", "CSIStorageCapacity", "VolumeAttachment", "VolumeAttributesClass"],
};

/** Whether every API server knows the kind, without a custom resource definition. */
export function isBuiltIn(group: string, kind: string): boolean {
  if (Object.hasOwn(OTHER_BUILT_IN_KINDS, group) && OTHER_BUILT_IN_KINDS[group]?.includes(kind)) return true;
  return [...KINDS.values()].some((known) => known.kind === kind && groupOf(known.apiVersion) === group);
}

/** Built-in kinds that stand outside namespaces. */
const CLUSTER_WIDE: ReadonlySet<string> = new Set([
  "APIService",
  "CertificateSigningRequest",
  "ClusterRole",
  "ClusterRoleBinding",
  "CSIDriver",
  "CSINode",
  "CustomResourceDefinition",
  "FlowSchema",
  "IngressClass",
  "IPAddress",
  "MutatingWebhookConfiguration",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PodSecurityPolicy",
  "PriorityClass",
  "PriorityLevelConfiguration",
  "RuntimeClass",
  "ServiceCIDR",
  "StorageClass",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
  "VolumeAttachment",
  "VolumeAttributesClass",
]);

export const isClusterWide = (kind: string): boolean => CLUSTER_WIDE.has(kind);
