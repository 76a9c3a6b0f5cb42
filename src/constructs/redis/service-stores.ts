/** Who reaches the secrets of a cache's services: one store for each namespace and service. */
import type { Deployment } from "../../model/component";
import { MONITORING_SERVICE, OBSERVABILITY_NAMESPACE } from "../../model/observed";
import { consumersOf } from "../secrets/consumers";
import type { ISecretStore } from "../secrets/contract";
import { cachePath, cacheStore } from "../secrets/names";
import type { SecretsSection } from "../secrets/section";
import { type RedisEntry, type RedisSection, servicesOf } from "./section";
import type { CacheService } from "./services";

/** Below the environment's prefix. */
export const SECRETS_PATH = "redis/";

/** For the Jobs' own namespace: it makes every service's password. */
export function openPlatformStore(secrets: ISecretStore, namespace: string): void {
  secrets.open({ name: "redis", namespace, path: SECRETS_PATH });
}

/** A renamed cache goes on serving under the name that its keys are stored under. */
export const servicesUnder = ({ services }: RedisEntry, physical: string): readonly CacheService[] =>
  servicesOf({ name: physical, services });

/** The namespaces of the applications, by the service that each reads. */
export function serviceConsumers(
  { sections }: Pick<Deployment<RedisSection>, "sections">,
  entry: RedisEntry,
  physical: string,
): readonly { readonly service: string; readonly namespace: string }[] {
  const section = sections["secrets"] as SecretsSection | undefined;
  const { name } = entry;
  return servicesUnder(entry, physical).flatMap(({ name: service }) => {
    const listed = [`${name}/${service}`, ...(entry.services ? [] : [`${name}/${name}`])];
    return consumersOf(section, service, listed, "redis").map((namespace) => ({ service, namespace }));
  });
}

/** For the namespaces of the applications: each reads its own service's secrets, and no other's. */
export function openServiceStores(
  deployment: Deployment<RedisSection>,
  secrets: ISecretStore,
  entry: RedisEntry,
  physical: string,
): void {
  for (const { service, namespace } of serviceConsumers(deployment, entry, physical)) {
    secrets.open({ name: cacheStore(namespace, physical, service), namespace, path: cachePath(physical, service) });
  }
}

/** For what reads figures, where there is such a thing. */
export function openMonitoringStore(secrets: ISecretStore, namespace: string, physical: string): void {
  secrets.open({
    name: cacheStore(OBSERVABILITY_NAMESPACE, physical, MONITORING_SERVICE),
    namespace,
    path: cachePath(physical, MONITORING_SERVICE),
  });
}
