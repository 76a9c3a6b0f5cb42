/** `jangada/kubernetes`: what runs inside a cluster, by name. Needs `@cdktf/provider-helm` and `@cdktf/provider-kubernetes`. */
export { HelmChart } from "./constructs/kit/cluster/helm-chart";
export type { KubernetesObject } from "./constructs/kit/cluster/kubernetes-object";
export { Manifests } from "./constructs/kit/cluster/manifests";
export { KubernetesNamespace } from "./constructs/kit/cluster/namespace";
export { NamespaceGuard } from "./constructs/kit/cluster/namespace-guard";
export { PRIORITY } from "./constructs/kit/cluster/priority";
export { PRIORITY_CLASSES_EXIST } from "./constructs/kit/cluster/priority-classes";
export { TraefikIngress } from "./constructs/ingress/cluster/traefik-ingress";
export { PostgresSqlJob } from "./constructs/postgres-db/cluster/postgres-sql-job";
export { InClusterBroker } from "./constructs/rabbitmq/cluster/in-cluster-broker";
export { RabbitmqOperators } from "./constructs/rabbitmq/cluster/rabbitmq-operators";
export { InClusterCache } from "./constructs/redis/cluster/in-cluster-cache";
export { InClusterCacheServices } from "./constructs/redis/cluster/in-cluster-services";
export { TopologyOperatorServices } from "./constructs/rabbitmq/topology/topology-operator";
export { ExternalSecrets } from "./constructs/secrets/cluster/external-secrets";
export type { StoreBackend, StoreReach, StoreSettings } from "./constructs/secrets/cluster/store-backend";
