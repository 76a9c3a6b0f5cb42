/** Who reaches the secrets of a server's services, and the administrators': one store for each namespace and service. */
import type { Deployment } from "../../model/component";
import { consumersOf } from "../secrets/consumers";
import { servicePath, serviceStore } from "../secrets/names";
import type { ISecretStore } from "../secrets/contract";
import type { SecretsSection } from "../secrets/section";
import type { ServiceAccount } from "./postgres-services";
import type { DatabaseSection, DatabasesSection } from "./section";

/** Below the environment's prefix. */
const PATH = "databases/";

/** For the Jobs' own namespace: it makes every service's password, and reads the administrators' secrets. */
export function openPlatformStores(secrets: ISecretStore, namespace: string, withAdministrators: boolean): void {
  secrets.open({ name: "databases", namespace, path: PATH });
  if (withAdministrators) secrets.openAdministrators(namespace);
}

/** For the namespaces of the applications: each reads its own service's secrets, and no other's. */
export function openServiceStores(
  deployment: Deployment<DatabasesSection>,
  secrets: ISecretStore,
  database: DatabaseSection,
  physical: string,
): void {
  for (const { service, namespace } of serviceConsumers(deployment, database, physical)) {
    secrets.open({ name: serviceStore(namespace, physical, service), namespace, path: servicePath(physical, service) });
  }
}

/** The namespaces of the applications, by the service that each reads. */
export function serviceConsumers(
  { sections }: Pick<Deployment<DatabasesSection>, "sections">,
  { name, services }: DatabaseSection,
  physical: string,
): readonly { readonly service: string; readonly namespace: string }[] {
  const section = sections["secrets"] as SecretsSection | undefined;
  return (services ?? [physical]).flatMap((service) => {
    const listed = [`${name}/${service}`, ...(services ? [] : [`${name}/${name}`])];
    return consumersOf(section, service, listed).map((namespace) => ({ service, namespace }));
  });
}

/**
 * The service accounts whose pods are a service, by the service: in each of its namespaces one that is called like it, where none are named.
 * @param named By the service, as the file calls it: without a list of services, also like the server.
 */
export function serviceAccountsOf(
  deployment: Pick<Deployment<DatabasesSection>, "sections">,
  database: DatabaseSection,
  physical: string,
  named: Readonly<Record<string, readonly string[]>>,
): Readonly<Record<string, readonly ServiceAccount[]>> {
  const found: Record<string, ServiceAccount[]> = {};
  for (const { service, namespace } of serviceConsumers(deployment, database, physical)) {
    const accounts = named[service] ?? (database.services ? undefined : named[database.name]) ?? [service];
    (found[service] ??= []).push(...accounts.map((serviceAccount) => ({ namespace, serviceAccount })));
  }
  return found;
}
