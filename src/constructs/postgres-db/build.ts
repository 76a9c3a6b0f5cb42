/** Builds the section `databases`. */
import { Construct } from "constructs";
import type { Deployment, Published, StoredSecret } from "../../model/component";
import { KubernetesNamespace } from "../kit/cluster/namespace";
import { ALLOW_HTTPS, NamespaceGuard } from "../kit/cluster/namespace-guard";
import { PostgresMonitoring } from "./monitoring";
import { MONITORING_SERVICE } from "../../model/observed";
import { OBSERVABILITY } from "../observability/contract";
import { KUBERNETES_CLUSTER } from "../k8s-cluster/contract";
import { NETWORK } from "../network/contract";
import { type ISecretStore, SECRET_STORE } from "../secrets/contract";
import { isInCluster } from "./runs";
import { type IPostgresDb, POSTGRES_DB, PostgresDb } from "./contract";
import { POSTGRES_SERVICES } from "./postgres-services";
import { openPlatformStores, openServiceStores, serviceAccountsOf } from "./service-stores";
import type { PostgresDbProps } from "./props";
import { type DatabaseSection, type DatabasesSection, serverOf } from "./section";

/** Where the databases are made from; only the platform has business here. */
const NAMESPACE = "databases";

/** The servers, in the tier `data`. */
export function buildServers(deployment: Deployment<DatabasesSection>): void {
  const { facts, scope } = deployment;
  const section = deployment.section.filter((database) => !isInCluster(database));
  if (section.length < deployment.section.length) inCluster().buildBackupStore(deployment);
  if (section.length === 0) return;
  const network = deployment.require(NETWORK, "network");
  const serverName = (name: string): string => `${facts.name}-${deployment.physicalName(name, name)}`;
  for (const database of sourcesFirst(section)) {
    const { name, restore } = database;
    const isInFile = restore !== undefined && section.some((other) => other.name === restore.from);
    const server = new PostgresDb(scope, name, {
      ...serverOf(database),
      ...(isInFile
        ? {
            restore: { ...restore, from: serverName(restore.from) },
            source: deployment.require(POSTGRES_DB, restore.from),
          }
        : {}),
      ...keyOwner(deployment, database, serverName),
      name: serverName(name),
      network,
      region: facts.region,
      account: facts.account,
      deployFrom: facts.deployFrom,
    });
    deployment.publish(POSTGRES_DB, name, deployment.from(name, server));
  }
}

/** A server after those whose key it has, and whose backups it is made from. Circles were refused before. */
function sourcesFirst(section: DatabasesSection): DatabasesSection {
  const ordered = new Set<DatabaseSection>();
  const add = (database: DatabaseSection): void => {
    for (const name of [database.keyOf, database.restore?.from]) {
      const other = section.find((candidate) => candidate.name === name);
      if (other && other !== database) add(other);
    }
    ordered.add(database);
  };
  section.forEach(add);
  return [...ordered];
}

/** Where the key of another server stands, or stood: the server itself may be gone from the file. */
function keyOwner(
  deployment: Deployment<DatabasesSection>,
  { name, keyOf }: DatabaseSection,
  serverName: (name: string) => string,
): Pick<PostgresDbProps, "keyOf"> {
  if (keyOf === undefined) return {};
  const { scope } = deployment;
  const place = scope.node.tryFindChild(keyOf) as Construct | undefined;
  return {
    keyOf: { place: place ?? deployment.from(name, new Construct(scope, keyOf)), name: serverName(keyOf) },
  };
}

/** Their logical databases and roles, in the tier `platform`: only from inside the network are the servers reached. */
export function buildServices(deployment: Deployment<DatabasesSection>): void {
  const { scope } = deployment;
  const section = deployment.section.filter((database) => !isInCluster(database));
  if (deployment.section.length === 0 || !deployment.offers(SECRET_STORE, "secrets")) return;
  const secrets = deployment.require(SECRET_STORE, "secrets");
  if (section.length < deployment.section.length) inCluster().buildInCluster(deployment, secrets, buildOnServer);
  if (section.length === 0) return;
  const servers = section.map((database) => ({ database, server: deployment.require(POSTGRES_DB, database.name) }));
  const byIdentity = servers.some(({ server }) => server.admin.kind === "workload-identity");
  // Upper case: no database can be called so.
  const namespace = new KubernetesNamespace(scope, "Namespace", { name: NAMESPACE, podSecurity: "restricted" });
  new NamespaceGuard(scope, "Guard", {
    namespace: namespace.name,
    egress: [
      {
        peers: [{ cidr: deployment.require(NETWORK, "network").cidr }],
        ports: [...new Set(servers.map(({ server }) => server.port))],
      },
      // Tokens of the cloud's directory.
      ...(byIdentity ? [ALLOW_HTTPS] : []),
    ],
  });
  const administrated = servers.some(({ server }) => server.admin.kind === "secret");
  openPlatformStores(secrets, namespace.name, administrated);
  for (const { database, server } of servers) {
    buildOnServer(deployment, { database, server, secrets, namespace: namespace.name, at: scope, id: database.name });
  }
}

export interface OnServer {
  readonly database: DatabaseSection;
  readonly server: IPostgresDb;
  readonly secrets: ISecretStore;
  /** Where its databases are made from. */
  readonly namespace: string;
  /** Where the construct of what is on it stands, and its id there. */
  readonly at: Construct;
  readonly id: string;
}

/** What is on a server, and who reads its figures. */
function buildOnServer(deployment: Deployment<DatabasesSection>, on: OnServer): void {
  const { facts, scope, target } = deployment;
  const { database, server, secrets, namespace, at, id } = on;
  const { name, passwordRevision } = database;
  const observability = deployment.offers(OBSERVABILITY, "observability")
    ? deployment.require(OBSERVABILITY, "observability")
    : undefined;
  const physical = deployment.physicalName(name, name);
  openServiceStores(deployment, secrets, database, physical);
  const services = target.implementation(POSTGRES_SERVICES, at).create(at, id, {
    server,
    secrets,
    ...(server.admin.kind === "workload-identity"
      ? { cluster: deployment.require(KUBERNETES_CLUSTER, "cluster") }
      : {}),
    namespace,
    namespaceName: NAMESPACE,
    // A renamed server goes on serving under the name that its data is stored under.
    services: database.services ?? [physical],
    serviceAccounts: serviceAccountsOf(deployment, database, physical, database.azure.serviceAccounts),
    secretPrefix: `${secrets.prefix}databases/${physical}`,
    deleteWithEnvironment: !database.protected,
    passwordRevision,
    caBundle: database.caBundle,
    region: facts.region,
    monitored: observability !== undefined,
  });
  deployment.publish(POSTGRES_SERVICES, name, deployment.from(name, services));
  // Of a server without passwords nobody reads them.
  if (observability === undefined || services.attributes.connectionSecrets[MONITORING_SERVICE] === undefined) return;
  const place = new Construct(monitoringScope(scope), name);
  deployment.from(name, place);
  new PostgresMonitoring(place, "Default", { services, secrets, observability, name, physical, passwordRevision });
}

/** Servers in the cluster; loaded only where there are any. */
const inCluster = (): typeof import("./cluster/cnpg-build") =>
  require("./cluster/cnpg-build") as typeof import("./cluster/cnpg-build");

/** Upper case: no database can be called so. */
const monitoringScope = (scope: Construct): Construct =>
  (scope.node.tryFindChild("Monitoring") as Construct | undefined) ?? new Construct(scope, "Monitoring");

/** The secrets of the servers' administrators, where the cloud makes them, under names of its own. */
export function administratorsOf(published: Published<DatabasesSection | undefined>): readonly StoredSecret[] {
  return (published.section ?? [])
    .filter(({ name }) => published.offers(POSTGRES_DB, name))
    .map(({ name }) => published.require(POSTGRES_DB, name).admin)
    .flatMap((admin) => (admin.kind === "secret" ? [{ id: admin.secretId, keyId: admin.keyId }] : []));
}
