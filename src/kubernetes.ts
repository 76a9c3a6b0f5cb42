/** `jangada/kubernetes`: what runs inside a cluster, by name. Needs `@cdktf/provider-helm` and `@cdktf/provider-kubernetes`. */
export { HelmChart } from "./constructs/helm/helm-chart";
export type { KubernetesObject } from "./constructs/helm/kubernetes-object";
export { Manifests } from "./constructs/helm/manifests";
export { KubernetesNamespace } from "./constructs/helm/namespace";
export { NamespaceGuard } from "./constructs/helm/namespace-guard";
export { TraefikIngress } from "./constructs/ingress/traefik-ingress";
export { PostgresSqlJob } from "./constructs/postgres-db/postgres-sql-job";
export { ExternalSecrets } from "./constructs/secrets/external-secrets";
