/** Builds the section `redis`. */
import { Construct } from "constructs";
import type { Deployment } from "../../model/component";
import { OBSERVABILITY } from "../observability/contract";
import { MONITORING_SERVICE, OBSERVABILITY_NAMESPACE } from "../../model/observed";
import { INGRESS } from "../ingress/contract";
import { KUBERNETES_CLUSTER } from "../k8s-cluster/contract";
import { terraformDependables } from "../kit/cdktf/dependables";
import { authorityObjects } from "../kit/cluster/certificates";
import { Manifests } from "../kit/cluster/manifests";
import { type Allowance, ALLOW_HTTPS, allowCredentials, NamespaceGuard } from "../kit/cluster/namespace-guard";
import { KubernetesNamespace } from "../kit/cluster/namespace";
import { zoneRedundantClass } from "../kit/cluster/zone-redundant-class";
import { NETWORK } from "../network/contract";
import { type ISecretStore, SECRET_STORE } from "../secrets/contract";
import { CACHE_SERVICES } from "./cache-services";
import { CacheConnection } from "./cache-connection";
import { Cache, CACHE, type ICache } from "./contract";
import { AUTHORITY, REDIS_NAMESPACE } from "./cluster/names";
import { monitoringSecretName } from "./monitoring-secret";
import type { CacheProps } from "./props";
import { cacheOf, isInCluster, type RedisEntry, type RedisSection } from "./section";
import {
  openMonitoringStore,
  openPlatformStore,
  openServiceStores,
  SECRETS_PATH,
  serviceConsumers,
  servicesUnder,
} from "./service-stores";

/** The caches that the cloud runs, in the tier `data`. */
export function buildManaged(deployment: Deployment<RedisSection>): void {
  for (const entry of deployment.section) {
    if (!isInCluster(entry)) buildCache(deployment, entry);
  }
}

function buildCache(
  deployment: Deployment<RedisSection>,
  entry: RedisEntry,
  where: Partial<Pick<CacheProps, "namespace" | "clients" | "volumeClass" | "dependsOn">> = {},
): Cache {
  const { facts, scope } = deployment;
  const { name } = entry;
  const physical = deployment.physicalName(name, name);
  const cache = new Cache(scope, name, {
    ...cacheOf(entry),
    name: `${facts.name}-${physical}`,
    services: [...servicesUnder(entry, physical)],
    network: deployment.require(NETWORK, "network"),
    region: facts.region,
    account: facts.account,
    ...(facts.accountDetails ? { accountDetails: facts.accountDetails } : {}),
    ...(facts.deployFrom ? { deployFrom: [...facts.deployFrom] } : {}),
    monitored: isObserved(deployment),
    ...where,
  });
  deployment.publish(CACHE, name, deployment.from(name, cache));
  return cache;
}

/** In the tier `platform`: caches in the cluster, passwords, and what they are read with. Only from inside the network are caches reached. */
export function buildPlatform(deployment: Deployment<RedisSection>): void {
  const { section, scope } = deployment;
  if (section.length === 0 || !deployment.offers(SECRET_STORE, "secrets")) return;
  const secrets = deployment.require(SECRET_STORE, "secrets");
  // Upper case: no cache can be called so.
  const namespace = new KubernetesNamespace(scope, "Namespace", { name: REDIS_NAMESPACE, podSecurity: "restricted" });
  const managed = section.filter((entry) => !isInCluster(entry));
  const caches = managed.map((entry) => ({ entry, cache: deployment.require(CACHE, entry.name) }));
  guardNamespace(
    deployment,
    namespace.name,
    caches.map(({ cache }) => cache),
  );
  openPlatformStore(secrets, namespace.name);
  for (const { entry, cache } of caches) buildServices(deployment, scope, entry, cache, secrets, namespace.name);
  if (managed.length < section.length) buildInCluster(deployment, secrets, namespace.name);
}

/** Jobs that set passwords of managed caches reach these and the cloud; pods of caches in the cluster do not. */
function guardNamespace(deployment: Deployment<RedisSection>, namespace: string, managed: readonly ICache[]): void {
  const { scope, section } = deployment;
  const egress = (): readonly Allowance[] => [
    ALLOW_HTTPS,
    ...allowCredentials(deployment.require(KUBERNETES_CLUSTER, "cluster")),
    {
      peers: [{ cidr: deployment.require(NETWORK, "network").cidr }],
      ports: [...new Set(managed.map(({ port }) => port))],
    },
  ];
  const alone = managed.length === section.length;
  new NamespaceGuard(scope, "Guard", { namespace, ...(alone ? { egress: egress() } : {}) });
  if (alone || managed.length === 0) return;
  new NamespaceGuard(scope, "Jobs", {
    namespace,
    name: "passwords",
    pods: { "app.kubernetes.io/name": "redis-passwords" },
    egress: egress(),
  });
}

/** An authority of certificates for all of them, and then each with its users. */
function buildInCluster(deployment: Deployment<RedisSection>, secrets: ISecretStore, namespace: string): void {
  const { scope, section, facts } = deployment;
  // Upper case: no cache can be called so.
  const authority = new Manifests(scope, "Authority", {
    releaseName: AUTHORITY,
    namespace,
    objects: authorityObjects({
      namespace: REDIS_NAMESPACE,
      name: AUTHORITY,
      selfSigned: "redis-self-signed",
      commonName: `${facts.name} redis`,
    }),
    // cert-manager comes with it.
    dependsOn: terraformDependables([deployment.require(INGRESS, "ingress")]),
  });
  for (const entry of section.filter(isInCluster)) {
    const physical = deployment.physicalName(entry.name, entry.name);
    // A cache keeps nothing.
    const volumeClass = entry.use === "queue" ? zoneRedundantClass(scope, facts) : undefined;
    const cache = buildCache(deployment, entry, {
      namespace: REDIS_NAMESPACE,
      clients: [...clientsOf(deployment, entry, physical)],
      ...(volumeClass === undefined ? {} : { volumeClass: volumeClass.name }),
      dependsOn: volumeClass === undefined ? [authority] : [authority, volumeClass.resource],
    });
    buildServices(deployment, cache, entry, cache, secrets, namespace);
  }
}

/** Who reads one of its services' passwords, and who reads its figures. */
function clientsOf(deployment: Deployment<RedisSection>, entry: RedisEntry, physical: string): readonly string[] {
  const consumers = serviceConsumers(deployment, entry, physical).map(({ namespace }) => namespace);
  return [...new Set([...consumers, ...(isObserved(deployment) ? [OBSERVABILITY_NAMESPACE] : [])])].sort();
}

/** @param at Of a managed cache, which stands in another stack, its name is free; one of this stack holds its services. */
function buildServices(
  deployment: Deployment<RedisSection>,
  at: Construct,
  entry: RedisEntry,
  cache: ICache,
  secrets: ISecretStore,
  namespace: string,
): void {
  const { scope, target } = deployment;
  const { name, runs } = entry;
  const physical = deployment.physicalName(name, name);
  openServiceStores(deployment, secrets, entry, physical);
  const services = target.implementation(CACHE_SERVICES, at).create(at, at === scope ? name : "services", {
    runs,
    cache,
    secrets,
    cluster: deployment.require(KUBERNETES_CLUSTER, "cluster"),
    namespace,
    namespaceName: REDIS_NAMESPACE,
    secretPrefix: `${secrets.prefix}${SECRETS_PATH}${physical}`,
    deleteWithEnvironment: !entry.protected,
    passwordRevision: entry.passwordRevision,
  });
  deployment.publish(CACHE_SERVICES, name, deployment.from(name, services));
  if (!deployment.offers(OBSERVABILITY, "observability")) return;
  // By reference: what is delivered into the namespace comes after it.
  const { namespace: observing } = deployment.require(OBSERVABILITY, "observability");
  openMonitoringStore(secrets, observing, physical);
  deployment.from(
    name,
    // Upper case: no cache can be called so.
    new CacheConnection(new Construct(monitoringScope(scope), name), "Default", {
      services,
      secrets,
      service: MONITORING_SERVICE,
      namespace: observing,
      secretName: monitoringSecretName(name),
    }),
  );
}

const monitoringScope = (scope: Construct): Construct =>
  (scope.node.tryFindChild("Monitoring") as Construct | undefined) ?? new Construct(scope, "Monitoring");

const isObserved = ({ sections }: Deployment<RedisSection>): boolean => sections["observability"] !== undefined;
