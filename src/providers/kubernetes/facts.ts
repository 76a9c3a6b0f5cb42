/** What is known of Kubernetes' own objects. */
import type { ServiceFacts } from "../../model/resource-facts";
import { podsOnHostNetwork, privilegedPods } from "../shared/pod-rules";

const NAMESPACE = "a namespace, with everything in it, volume claims included";
const CLAIM = "a volume claim; with the usual reclaim policy its volume goes too";

const NETWORK_POLICIES = ["kubernetes_network_policy", "kubernetes_network_policy_v1"];
/** Kinds of long-running workloads. */
const SERVERS = ["kubernetes_deployment_v1", "kubernetes_daemon_set_v1", "kubernetes_stateful_set_v1"];

export const kubernetesFacts: ServiceFacts = {
  holdsData: {
    kubernetes_namespace: NAMESPACE,
    kubernetes_namespace_v1: NAMESPACE,
    kubernetes_persistent_volume: "a volume's files",
    kubernetes_persistent_volume_v1: "a volume's files",
    kubernetes_persistent_volume_claim: CLAIM,
    kubernetes_persistent_volume_claim_v1: CLAIM,
    kubernetes_secret: "a secret",
    kubernetes_secret_v1: "a secret",
  },
  noise: [
    {
      name: "object-bookkeeping",
      attribute: /^metadata\[0\]\.(resource_version|generation)$/,
      reason: "Kubernetes counts every write to the object, also to its status.",
      when: (_, { type }) => type.startsWith("kubernetes_"),
    },
  ],
  rules: [
    {
      id: "exposure/network-policy-opened",
      risk: "exposure",
      types: NETWORK_POLICIES,
      actions: ["update", "replace"],
      when: [{ path: "spec.ingress.from.ip_block.cidr", is: "opening" }],
      reason: "The network policy lets {after} in, where it was {before}.",
    },
    {
      id: "exposure/service-opened",
      risk: "exposure",
      types: ["kubernetes_service", "kubernetes_service_v1"],
      actions: ["create", "update", "replace"],
      when: [{ path: "spec.load_balancer_source_ranges", is: "opening", absent: "world" }],
      reason: "The Service's load balancer lets {after} in, where it was {before}.",
    },
    {
      id: "exposure/kubernetes-rights",
      risk: "exposure",
      types: ["kubernetes_cluster_role", "kubernetes_cluster_role_v1", "kubernetes_role", "kubernetes_role_v1"],
      actions: ["update", "replace"],
      when: [{ path: "rule", is: "gaining" }],
      reason: "The role gains rights in the cluster: {after}.",
    },
    {
      id: "exposure/kubernetes-subjects",
      risk: "exposure",
      types: [
        "kubernetes_cluster_role_binding",
        "kubernetes_cluster_role_binding_v1",
        "kubernetes_role_binding",
        "kubernetes_role_binding_v1",
      ],
      actions: ["update", "replace"],
      when: [{ path: "subject", is: "gaining" }],
      reason: "More have this role in the cluster: {after}.",
    },
    {
      id: "exposure/network-policy-gone",
      risk: "exposure",
      types: NETWORK_POLICIES,
      actions: ["delete"],
      reason: "Nothing restricts any more who reaches the pods that it selected.",
    },
    privilegedPods(...SERVERS, "kubernetes_job_v1"),
    podsOnHostNetwork(...SERVERS),
    {
      id: "downtime/workload-gone",
      risk: "downtime",
      types: [...SERVERS, "kubernetes_service_v1", "kubernetes_ingress_v1"],
      actions: ["delete", "replace"],
      reason: "What it runs or leads to is away.",
    },
    {
      id: "downtime/priority-class-away",
      risk: "downtime",
      types: ["kubernetes_priority_class", "kubernetes_priority_class_v1"],
      actions: ["delete", "replace"],
      reason: "Pods that name the priority class are refused while it is away; those that run go on.",
    },
    {
      id: "none/job-runs-again",
      risk: "none",
      types: ["kubernetes_job", "kubernetes_job_v1"],
      actions: ["replace"],
      reason: "A Job cannot be changed: a new one runs in its place.",
    },
  ],
};
