/** Who reaches the secrets of a server's services, and the administrators': one store for each namespace and service. */
import type { Deployment } from "../../model/component";
import { consumersOf } from "../secrets/consumers";
import { servicePath, serviceStore } from "../secrets/names";
import type { ISecretStore } from "../secrets/contract";
import type { SecretsSection } from "../secrets/section";
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
  { sections }: Deployment<DatabasesSection>,
  secrets: ISecretStore,
  { name, services }: DatabaseSection,
  physical: string,
): void {
  const section = sections["secrets"] as SecretsSection | undefined;
  for (const service of services ?? [physical]) {
    const listed = [`${name}/${service}`, ...(services ? [] : [`${name}/${name}`])];
    for (const namespace of consumersOf(section, service, listed)) {
      secrets.open({
        name: serviceStore(namespace, physical, service),
        namespace,
        path: servicePath(physical, service),
      });
    }
  }
}
