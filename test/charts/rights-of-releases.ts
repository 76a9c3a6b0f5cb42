/** Rights of every release, as they are rendered (`rights.ts` says what is listed); `terraform` is what no release makes. */
import type { Rights } from "./rights";

export const RIGHTS: Readonly<Record<string, Rights>> = {
  // Which namespaces there are; the events are read in its own role.
  "alloy-events": {
    bindings: ["ClusterRoleBinding of ClusterRole alloy-events to ServiceAccount observability/alloy-events"],
    sensitive: ["ClusterRole alloy-events: get,list,watch /namespaces"],
  },
  // Which pods there are, and what they are called: neither their logs by the API nor any Secret.
  "alloy-logs": {
    bindings: ["ClusterRoleBinding of ClusterRole alloy-logs to ServiceAccount observability-nodes/alloy-logs"],
    sensitive: ["ClusterRole alloy-logs: get,list,watch /namespaces", "ClusterRole alloy-logs: get,list,watch /pods"],
  },
  // Where pods and nodes are, and the condition of a pod that its target is healthy.
  "aws-load-balancer-controller": {
    bindings: [
      "ClusterRoleBinding of ClusterRole aws-load-balancer-controller-role to ServiceAccount aws-load-balancer-controller/aws-load-balancer-controller",
      "RoleBinding of Role aws-load-balancer-controller-leader-election-role to ServiceAccount aws-load-balancer-controller/aws-load-balancer-controller",
    ],
    sensitive: [
      "ClusterRole aws-load-balancer-controller-role: get,list,watch /namespaces",
      "ClusterRole aws-load-balancer-controller-role: get,list,watch /nodes",
      "ClusterRole aws-load-balancer-controller-role: get,list,watch /pods",
      "ClusterRole aws-load-balancer-controller-role: patch,update /pods/status",
    ],
  },
  // Certificates and account keys stand in the namespace of the Ingress that asks for them; pods answer challenges over HTTP there.
  "cert-manager": {
    bindings: [
      "ClusterRoleBinding of ClusterRole cert-manager-cainjector to ServiceAccount cert-manager/cert-manager-cainjector",
      "ClusterRoleBinding of ClusterRole cert-manager-controller-approve:cert-manager-io to ServiceAccount cert-manager/cert-manager",
      "ClusterRoleBinding of ClusterRole cert-manager-controller-certificates to ServiceAccount cert-manager/cert-manager",
      "ClusterRoleBinding of ClusterRole cert-manager-controller-certificatesigningrequests to ServiceAccount cert-manager/cert-manager",
      "ClusterRoleBinding of ClusterRole cert-manager-controller-challenges to ServiceAccount cert-manager/cert-manager",
      "ClusterRoleBinding of ClusterRole cert-manager-controller-clusterissuers to ServiceAccount cert-manager/cert-manager",
      "ClusterRoleBinding of ClusterRole cert-manager-controller-ingress-shim to ServiceAccount cert-manager/cert-manager",
      "ClusterRoleBinding of ClusterRole cert-manager-controller-issuers to ServiceAccount cert-manager/cert-manager",
      "ClusterRoleBinding of ClusterRole cert-manager-controller-orders to ServiceAccount cert-manager/cert-manager",
      "ClusterRoleBinding of ClusterRole cert-manager-webhook:subjectaccessreviews to ServiceAccount cert-manager/cert-manager-webhook",
      "RoleBinding of Role cert-manager-cainjector:leaderelection to ServiceAccount cert-manager/cert-manager-cainjector",
      "RoleBinding of Role cert-manager-startupapicheck:create-cert to ServiceAccount cert-manager/cert-manager-startupapicheck",
      "RoleBinding of Role cert-manager-webhook:dynamic-serving to ServiceAccount cert-manager/cert-manager-webhook",
      "RoleBinding of Role cert-manager:leaderelection to ServiceAccount cert-manager/cert-manager",
    ],
    sensitive: [
      "ClusterRole cert-manager-cainjector: get,list,patch,update,watch admissionregistration.k8s.io/mutatingwebhookconfigurations",
      "ClusterRole cert-manager-cainjector: get,list,patch,update,watch admissionregistration.k8s.io/validatingwebhookconfigurations",
      "ClusterRole cert-manager-cainjector: get,list,watch /secrets",
      "ClusterRole cert-manager-controller-approve:cert-manager-io: approve cert-manager.io/signers [clusterissuers.cert-manager.io/*,issuers.cert-manager.io/*]",
      "ClusterRole cert-manager-controller-certificates: create,delete,get,list,patch,update,watch /secrets",
      "ClusterRole cert-manager-controller-certificatesigningrequests: create authorization.k8s.io/subjectaccessreviews",
      "ClusterRole cert-manager-controller-certificatesigningrequests: get,list,update,watch certificates.k8s.io/certificatesigningrequests",
      "ClusterRole cert-manager-controller-certificatesigningrequests: patch,update certificates.k8s.io/certificatesigningrequests/status",
      "ClusterRole cert-manager-controller-certificatesigningrequests: sign certificates.k8s.io/signers [clusterissuers.cert-manager.io/*,issuers.cert-manager.io/*]",
      "ClusterRole cert-manager-controller-challenges: create,delete,get,list,watch /pods",
      "ClusterRole cert-manager-controller-challenges: get,list,watch /secrets",
      "ClusterRole cert-manager-controller-clusterissuers: create,delete,get,list,update,watch /secrets",
      "ClusterRole cert-manager-controller-issuers: create,delete,get,list,update,watch /secrets",
      "ClusterRole cert-manager-controller-orders: get,list,watch /secrets",
      "ClusterRole cert-manager-webhook:subjectaccessreviews: create authorization.k8s.io/subjectaccessreviews",
      "Role cert-manager-webhook:dynamic-serving: create /secrets",
      "Role cert-manager-webhook:dynamic-serving: get,list,update,watch /secrets [cert-manager-webhook-ca]",
    ],
  },
  // It leads, and nothing else: its other rights are the project's own (below, `terraform`).
  "barman-cloud": {
    bindings: ["RoleBinding of Role barman-cloud-leader-election-role to ServiceAccount postgres/barman-cloud"],
  },
  // The project's own, in place of the chart's (`rights.ts` of the component).
  "datadog-rights": {
    bindings: [
      "ClusterRoleBinding of ClusterRole datadog-agent to ServiceAccount datadog/datadog-agent",
      "ClusterRoleBinding of ClusterRole datadog-cluster-agent to ServiceAccount datadog/datadog-cluster-agent",
      "ClusterRoleBinding of ClusterRole datadog-operator to ServiceAccount datadog/datadog-operator",
      "RoleBinding of Role datadog-cluster-agent to ServiceAccount datadog/datadog-cluster-agent",
      "RoleBinding of Role datadog-operator to ServiceAccount datadog/datadog-operator",
    ],
    sensitive: [
      "ClusterRole datadog-agent: get /nodes/configz",
      "ClusterRole datadog-agent: get /nodes/healthz",
      "ClusterRole datadog-agent: get /nodes/metrics",
      "ClusterRole datadog-agent: get /nodes/pods",
      "ClusterRole datadog-agent: get /nodes/spec",
      "ClusterRole datadog-agent: get /nodes/stats",
      "ClusterRole datadog-cluster-agent: get,list,watch /namespaces",
      "ClusterRole datadog-cluster-agent: get,list,watch /nodes",
      "ClusterRole datadog-cluster-agent: get,list,watch /pods",
      "ClusterRole datadog-operator: get,list,watch /namespaces",
      "ClusterRole datadog-operator: get,list,watch /nodes",
      "ClusterRole datadog-operator: get,list,watch admissionregistration.k8s.io/mutatingwebhookconfigurations",
      "ClusterRole datadog-operator: get,list,watch admissionregistration.k8s.io/validatingwebhookconfigurations",
      "ClusterRole datadog-operator: get,list,watch rbac.authorization.k8s.io/clusterrolebindings",
      "ClusterRole datadog-operator: get,list,watch rbac.authorization.k8s.io/clusterroles",
      "Role datadog-operator: create,delete,get,list,patch,update,watch /secrets",
      "Role datadog-operator: create,delete,get,list,patch,update,watch /serviceaccounts",
      "Role datadog-operator: create,delete,get,list,patch,update,watch apps/daemonsets",
      "Role datadog-operator: create,delete,get,list,patch,update,watch apps/deployments",
      "Role datadog-operator: create,delete,get,list,patch,update,watch rbac.authorization.k8s.io/rolebindings",
      "Role datadog-operator: create,delete,get,list,patch,update,watch rbac.authorization.k8s.io/roles",
      "Role datadog-operator: delete,get,list,patch,watch /pods",
      "Role datadog-operator: get,list,watch apps/deployments/status",
      "Role datadog-operator: get,list,watch apps/statefulsets",
    ],
  },
  // It reads Ingresses.
  "external-dns": {
    bindings: ["ClusterRoleBinding of ClusterRole external-dns to ServiceAccount external-dns/external-dns"],
  },
  // It is there to write Secrets, into every namespace that has an ExternalSecret. Service accounts are read, no token is made for them.
  "external-secrets": {
    bindings: [
      "ClusterRoleBinding of ClusterRole external-secrets-cert-controller to ServiceAccount external-secrets/external-secrets-cert-controller",
      "ClusterRoleBinding of ClusterRole external-secrets-controller to ServiceAccount external-secrets/external-secrets",
      "RoleBinding of Role external-secrets-leaderelection to ServiceAccount external-secrets/external-secrets",
    ],
    sensitive: [
      "ClusterRole external-secrets-cert-controller: get,list,watch /secrets",
      "ClusterRole external-secrets-cert-controller: get,list,watch admissionregistration.k8s.io/validatingwebhookconfigurations",
      "ClusterRole external-secrets-cert-controller: patch,update /secrets [external-secrets-webhook]",
      "ClusterRole external-secrets-cert-controller: patch,update admissionregistration.k8s.io/validatingwebhookconfigurations [externalsecret-validate,secretstore-validate]",
      "ClusterRole external-secrets-controller: create,delete,get,list,patch,update,watch /secrets",
      "ClusterRole external-secrets-controller: get,list,watch /namespaces",
      "ClusterRole external-secrets-controller: get,list,watch /serviceaccounts",
    ],
  },
  // It adds and removes nodes, and moves pods away from them. Its kinds are of the cluster: in a namespace, `admin` gets nothing by the label.
  karpenter: {
    aggregated: ["karpenter-admin rbac.authorization.k8s.io/aggregate-to-admin"],
    bindings: [
      "ClusterRoleBinding of ClusterRole karpenter to ServiceAccount karpenter/karpenter",
      "ClusterRoleBinding of ClusterRole karpenter-core to ServiceAccount karpenter/karpenter",
      "RoleBinding of Role karpenter to ServiceAccount karpenter/karpenter",
      "RoleBinding of Role karpenter-dns to ServiceAccount karpenter/karpenter",
    ],
    sensitive: [
      "ClusterRole karpenter-core: create /pods/eviction",
      "ClusterRole karpenter-core: delete /pods",
      "ClusterRole karpenter-core: delete,patch,update /nodes",
      "ClusterRole karpenter-core: get,list,watch /namespaces",
      "ClusterRole karpenter-core: get,list,watch /nodes",
      "ClusterRole karpenter-core: get,list,watch /pods",
      "ClusterRole karpenter-core: get,list,watch apps/daemonsets",
      "ClusterRole karpenter-core: get,list,watch apps/deployments",
      "ClusterRole karpenter-core: get,list,watch apps/statefulsets",
    ],
  },
  // CPU and memory of pods, for whoever may look at the pods. Who asks is for the API server to say.
  "metrics-server": {
    aggregated: [
      "system:metrics-server-aggregated-reader rbac.authorization.k8s.io/aggregate-to-admin",
      "system:metrics-server-aggregated-reader rbac.authorization.k8s.io/aggregate-to-edit",
      "system:metrics-server-aggregated-reader rbac.authorization.k8s.io/aggregate-to-view",
    ],
    bindings: [
      "ClusterRoleBinding of ClusterRole system:auth-delegator to ServiceAccount metrics-server/metrics-server",
      "ClusterRoleBinding of ClusterRole system:metrics-server to ServiceAccount metrics-server/metrics-server",
      "RoleBinding of Role extension-apiserver-authentication-reader to ServiceAccount metrics-server/metrics-server",
    ],
    sensitive: [
      "ClusterRole system:metrics-server-aggregated-reader: get,list,watch metrics.k8s.io/nodes",
      "ClusterRole system:metrics-server-aggregated-reader: get,list,watch metrics.k8s.io/pods",
      "ClusterRole system:metrics-server: get /nodes/metrics",
      "ClusterRole system:metrics-server: get,list,watch /namespaces",
      "ClusterRole system:metrics-server: get,list,watch /nodes",
      "ClusterRole system:metrics-server: get,list,watch /pods",
    ],
  },
  // The project's own, in place of the chart's (`prometheus-rights.ts`).
  "prometheus-stack-rights": {
    bindings: [
      "ClusterRoleBinding of ClusterRole prometheus-stack-operator to ServiceAccount observability/prometheus-stack-operator",
      "ClusterRoleBinding of ClusterRole prometheus-stack-prometheus to ServiceAccount observability/prometheus-stack-prometheus",
      "RoleBinding of Role grafana to ServiceAccount observability/grafana",
      "RoleBinding of Role prometheus-stack-operator to ServiceAccount observability/prometheus-stack-operator",
      "RoleBinding of Role prometheus-stack-operator-kubelets to ServiceAccount observability/prometheus-stack-operator",
    ],
    sensitive: [
      "ClusterRole prometheus-stack-operator: get,list,watch /namespaces",
      "ClusterRole prometheus-stack-operator: list,watch /nodes",
      "ClusterRole prometheus-stack-prometheus: get /nodes/metrics",
      "ClusterRole prometheus-stack-prometheus: get,list,watch /nodes",
      "ClusterRole prometheus-stack-prometheus: get,list,watch /pods",
      "Role prometheus-stack-operator: create,delete,deletecollection,get,list,patch,update,watch /secrets",
      "Role prometheus-stack-operator: create,delete,deletecollection,get,list,patch,update,watch apps/statefulsets",
      "Role prometheus-stack-operator: delete,list /pods",
    ],
  },
  // kube-state-metrics: what there is, but for Secrets and ConfigMaps.
  "prometheus-stack": {
    bindings: [
      "ClusterRoleBinding of ClusterRole kube-state-metrics to ServiceAccount observability/kube-state-metrics",
    ],
    sensitive: [
      "ClusterRole kube-state-metrics: list,watch /namespaces",
      "ClusterRole kube-state-metrics: list,watch /nodes",
      "ClusterRole kube-state-metrics: list,watch /pods",
      "ClusterRole kube-state-metrics: list,watch admissionregistration.k8s.io/mutatingwebhookconfigurations",
      "ClusterRole kube-state-metrics: list,watch admissionregistration.k8s.io/validatingwebhookconfigurations",
      "ClusterRole kube-state-metrics: list,watch apps/daemonsets",
      "ClusterRole kube-state-metrics: list,watch apps/deployments",
      "ClusterRole kube-state-metrics: list,watch apps/statefulsets",
      "ClusterRole kube-state-metrics: list,watch batch/jobs",
      "ClusterRole kube-state-metrics: list,watch certificates.k8s.io/certificatesigningrequests",
    ],
  },
  // It empties the namespace into which it has restored.
  "restore-test": {
    bindings: ["RoleBinding of Role restore-test to ServiceAccount velero/restore-test"],
    sensitive: [
      "Role restore-test: deletecollection /secrets",
      "Role restore-test: deletecollection apps/daemonsets",
      "Role restore-test: deletecollection apps/deployments",
      "Role restore-test: deletecollection apps/statefulsets",
      "Role restore-test: deletecollection,list /pods",
    ],
  },
  // Servers' pods, volumes and accounts, in one namespace; of the cluster it reads which nodes there are, and its own webhooks.
  postgres: {
    bindings: [
      "ClusterRoleBinding of ClusterRole postgres to ServiceAccount postgres/postgres",
      "RoleBinding of Role postgres to ServiceAccount postgres/postgres",
    ],
    sensitive: [
      "ClusterRole postgres: get,list,watch /nodes",
      "ClusterRole postgres: get,patch admissionregistration.k8s.io/mutatingwebhookconfigurations",
      "ClusterRole postgres: get,patch admissionregistration.k8s.io/validatingwebhookconfigurations",
      "Role postgres: create,delete,get,list,patch,update,watch /secrets",
      "Role postgres: create,delete,get,list,patch,update,watch apps/deployments",
      "Role postgres: create,delete,get,list,patch,watch /pods",
      "Role postgres: create,delete,get,list,patch,watch /pods/exec",
      "Role postgres: create,delete,get,list,patch,watch batch/jobs",
      "Role postgres: create,get,list,patch,update,watch /serviceaccounts",
      "Role postgres: create,get,list,patch,update,watch rbac.authorization.k8s.io/rolebindings",
      "Role postgres: create,get,list,patch,update,watch rbac.authorization.k8s.io/roles",
      "Role postgres: get /pods/status",
      "Role postgres: get,patch,update /secrets/status",
    ],
  },
  // The project's own, in place of the chart's of RabbitMQ's operators (`operator-rights.ts`).
  terraform: {
    bindings: [
      "ClusterRoleBinding of ClusterRole barman-cloud-stores to ServiceAccount postgres/barman-cloud",
      "RoleBinding of Role barman-cloud to ServiceAccount postgres/barman-cloud",
      "RoleBinding of Role rabbitmq-cluster-operator to ServiceAccount rabbitmq/rabbitmq-cluster-operator",
      "RoleBinding of Role rabbitmq-topology-operator to ServiceAccount rabbitmq/rabbitmq-topology-operator",
    ],
    sensitive: [
      "Role barman-cloud: create,get,list,patch,update,watch rbac.authorization.k8s.io/rolebindings",
      "Role barman-cloud: create,get,list,patch,update,watch rbac.authorization.k8s.io/roles",
      "Role barman-cloud: get,list,watch /secrets",
      "Role rabbitmq-cluster-operator: create /pods/exec",
      "Role rabbitmq-cluster-operator: create,delete,get,list,update,watch apps/statefulsets",
      "Role rabbitmq-cluster-operator: create,delete,get,list,update,watch rbac.authorization.k8s.io/rolebindings",
      "Role rabbitmq-cluster-operator: create,delete,get,list,update,watch rbac.authorization.k8s.io/roles",
      "Role rabbitmq-cluster-operator: create,get,list,update,watch /secrets",
      "Role rabbitmq-cluster-operator: create,get,list,update,watch /serviceaccounts",
      "Role rabbitmq-cluster-operator: get,list,update,watch /pods",
      "Role rabbitmq-topology-operator: get,list,watch /secrets",
    ],
  },
  // Certificates of the hosts that it serves stand in the namespaces of their Ingresses.
  traefik: {
    bindings: ["ClusterRoleBinding of ClusterRole traefik-traefik to ServiceAccount traefik/traefik"],
    sensitive: [
      "ClusterRole traefik-traefik: get /pods",
      "ClusterRole traefik-traefik: get,list,watch /nodes",
      "ClusterRole traefik-traefik: get,list,watch /secrets",
      "ClusterRole traefik-traefik: list,watch /namespaces",
    ],
  },
  // It restores whatever there was, roles and namespaces too: nothing less than all rights can do that.
  velero: {
    bindings: [
      "ClusterRoleBinding of ClusterRole cluster-admin to ServiceAccount velero/velero",
      "RoleBinding of Role velero-server to ServiceAccount velero/velero",
    ],
    sensitive: ["Role velero-server: * */*"],
  },
};

/** A store of secrets on Azure, each of which has an account of its own: External Secrets asks for the tokens of that one. */
export function rightsOfStore(release: string): Required<Rights> {
  const account = release.replaceAll(".", "--");
  return {
    bindings: [`RoleBinding of Role ${account} to ServiceAccount external-secrets/external-secrets`],
    aggregated: [],
    sensitive: [`Role ${account}: create /serviceaccounts/token [${account}]`],
  };
}
