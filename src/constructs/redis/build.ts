/** Builds the section `redis`. */
import { Construct } from "constructs";
import type { Deployment } from "../../model/component";
import { OBSERVABILITY } from "../observability/contract";
import { MONITORING_SERVICE } from "../../model/observed";
import { KUBERNETES_CLUSTER } from "../k8s-cluster/contract";
import { ALLOW_HTTPS, allowCredentials, NamespaceGuard } from "../kit/cluster/namespace-guard";
import { KubernetesNamespace } from "../kit/cluster/namespace";
import { NETWORK } from "../network/contract";
import { type ISecretStore, SECRET_STORE } from "../secrets/contract";
import { CACHE_SERVICES } from "./cache-services";
import { CacheConnection } from "./cache-connection";
import { Cache, CACHE, type ICache } from "./contract";
import { monitoringSecretName } from "./monitoring-secret";
import { cacheOf, type RedisEntry, type RedisSection } from "./section";
import {
  openMonitoringStore,
  openPlatformStore,
  openServiceStores,
  SECRETS_PATH,
  servicesUnder,
} from "./service-stores";

/** Where passwords of caches that the cloud runs are made; only the platform has business here. */
const NAMESPACE = "redis";

/** The caches that the cloud runs, in the tier `data`. */
export function buildManaged(deployment: Deployment<RedisSection>): void {
  for (const entry of deployment.section) {
    if (entry.runs === "managed") buildCache(deployment, entry);
  }
}

function buildCache(deployment: Deployment<RedisSection>, entry: RedisEntry): void {
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
    monitored: isObserved(deployment),
  });
  deployment.publish(CACHE, name, deployment.from(name, cache));
}

/** In the tier `platform`: passwords, and what they are read with. Only from inside the network are the caches reached. */
export function buildPlatform(deployment: Deployment<RedisSection>): void {
  const { section, scope } = deployment;
  if (section.length === 0 || !deployment.offers(SECRET_STORE, "secrets")) return;
  const secrets = deployment.require(SECRET_STORE, "secrets");
  const managed = section.filter(({ runs }) => runs === "managed");
  if (managed.length === 0) return;
  const caches = managed.map((entry) => ({ entry, cache: deployment.require(CACHE, entry.name) }));
  const cluster = deployment.require(KUBERNETES_CLUSTER, "cluster");
  // Upper case: no cache can be called so.
  const namespace = new KubernetesNamespace(scope, "Namespace", { name: NAMESPACE, podSecurity: "restricted" });
  new NamespaceGuard(scope, "Guard", {
    namespace: namespace.name,
    egress: [
      ALLOW_HTTPS,
      ...allowCredentials(cluster),
      {
        peers: [{ cidr: deployment.require(NETWORK, "network").cidr }],
        ports: [...new Set(caches.map(({ cache }) => cache.port))],
      },
    ],
  });
  openPlatformStore(secrets, namespace.name);
  for (const { entry, cache } of caches) buildServices(deployment, entry, cache, secrets, namespace.name);
}

function buildServices(
  deployment: Deployment<RedisSection>,
  entry: RedisEntry,
  cache: ICache,
  secrets: ISecretStore,
  namespace: string,
): void {
  const { scope, target } = deployment;
  const { name, runs } = entry;
  const physical = deployment.physicalName(name, name);
  openServiceStores(deployment, secrets, entry, physical);
  const services = target.implementation(CACHE_SERVICES, scope).create(scope, name, {
    runs,
    cache,
    secrets,
    cluster: deployment.require(KUBERNETES_CLUSTER, "cluster"),
    namespace,
    namespaceName: NAMESPACE,
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
