/** Builds the section `databases`. */
import type { Deployment } from "../../model/component";
import { KubernetesNamespace } from "../kit/cluster/namespace";
import { NamespaceGuard } from "../kit/cluster/namespace-guard";
import { NETWORK } from "../network/contract";
import { SECRET_STORE } from "../secrets/contract";
import { POSTGRES_DB, PostgresDb } from "./contract";
import { POSTGRES_SERVICES } from "./postgres-services";
import { openPlatformStores, openServiceStores } from "./service-stores";
import type { DatabaseSection, DatabasesSection } from "./section";

/** Where the databases are made from; only the platform has business here. */
const NAMESPACE = "databases";

/** The servers, in the tier `data`. */
export function buildServers(deployment: Deployment<DatabasesSection>): void {
  const { facts, section, scope } = deployment;
  if (section.length === 0) return;
  const network = deployment.require(NETWORK, "network");
  for (const database of section) {
    const { name } = database;
    const server = new PostgresDb(scope, name, {
      name: `${facts.name}-${deployment.physicalName(name, name)}`,
      network,
      region: facts.region,
      account: facts.account,
      majorVersion: database.version,
      size: database.size,
      instanceClass: database.instanceClass,
      storageGib: database.storage,
      maxStorageGib: database.maxStorage,
      multiAz: database.multiAz,
      backupRetentionDays: database.backupDays,
      protected: isProtected(deployment, database),
      insights: database.insights,
      allowedCidrs: database.allow ? namedRanges(database.allow) : undefined,
      keyArn: database.encryptionKey,
      allowMajorUpgrade: database.allowMajorUpgrade,
      parameters: database.parameters,
      rotateAdminAfterDays: database.rotateAdminAfterDays,
      backupWindow: database.backupWindow,
      maintenanceWindow: database.maintenanceWindow,
    });
    deployment.publish(POSTGRES_DB, name, deployment.from(name, server));
  }
}

/** Their logical databases and roles, in the tier `platform`: only from inside the network are the servers reached. */
export function buildServices(deployment: Deployment<DatabasesSection>): void {
  const { facts, section, scope, target } = deployment;
  if (section.length === 0 || !deployment.offers(SECRET_STORE, "secrets")) return;
  const secrets = deployment.require(SECRET_STORE, "secrets");
  const servers = section.map((database) => ({ database, server: deployment.require(POSTGRES_DB, database.name) }));
  // Upper case: no database can be called so.
  const namespace = new KubernetesNamespace(scope, "Namespace", { name: NAMESPACE, podSecurity: "restricted" });
  new NamespaceGuard(scope, "Guard", {
    namespace: namespace.name,
    egress: [
      {
        peers: [{ cidr: deployment.require(NETWORK, "network").cidr }],
        ports: [...new Set(servers.map(({ server }) => server.port))],
      },
    ],
  });
  const administrated = servers.some(({ server }) => server.admin.kind === "secret");
  openPlatformStores(secrets, namespace.name, administrated);
  for (const { database, server } of servers) {
    const { name } = database;
    const physical = deployment.physicalName(name, name);
    openServiceStores(deployment, secrets, database, physical);
    const services = target.implementation(POSTGRES_SERVICES, scope).create(scope, name, {
      server,
      secrets,
      namespace: namespace.name,
      // A renamed server goes on serving under the name that its data is stored under.
      services: database.services ?? [physical],
      secretPrefix: `${secrets.prefix}databases/${physical}`,
      deleteWithEnvironment: !isProtected(deployment, database),
      passwordRevision: database.passwordRevision,
      caBundle: database.caBundle,
      region: facts.region,
    });
    deployment.publish(POSTGRES_SERVICES, name, deployment.from(name, services));
  }
}

function isProtected({ facts }: Deployment<DatabasesSection>, database: DatabaseSection): boolean {
  return database.protected ?? facts.protected;
}

/** `10.1.0.0/16` under the name `10-1-0-0-16`: addresses never derive from the position in a list. */
function namedRanges(ranges: readonly string[]): Record<string, string> {
  return Object.fromEntries(ranges.map((range) => [range.replace(/[./]/g, "-"), range]));
}
