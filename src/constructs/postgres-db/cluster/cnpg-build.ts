/** Builds the servers of the section `databases` that run in the cluster: the store of their backups, operators, each with what is on it. */
import type { IConstruct } from "constructs";
import type { Deployment } from "../../../model/component";
import { OBSERVABILITY_NAMESPACE } from "../../../model/observed";
import { INGRESS } from "../../ingress/contract";
import { KUBERNETES_CLUSTER } from "../../k8s-cluster/contract";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { NETWORK } from "../../network/contract";
import { OBJECT_STORE, ObjectStore, storePlace } from "../../object-storage/contract";
import { OBSERVABILITY } from "../../observability/contract";
import type { ISecretStore } from "../../secrets/contract";
import type { OnServer } from "../build";
import { POSTGRES_DB, PostgresDb } from "../contract";
import { isInCluster } from "../runs";
import { type DatabaseSection, type DatabasesSection, serverOf } from "../section";
import { serviceConsumers } from "../service-stores";
import { BACKUP_STORE, POSTGRES_NAMESPACE } from "./cnpg-names";
import { CnpgOperators } from "./cnpg-operators";

/** Days in which a backup that was deleted by mistake can be brought back: it has been thrown away as too old, or by nobody. */
const NONCURRENT_DAYS = 7;

/** One for all servers, in the tier `data`: backups outlive the server, and a cluster that is rebuilt. */
export function buildBackupStore(deployment: Deployment<DatabasesSection>): void {
  const { facts, scope, section } = deployment;
  if (!section.some((database) => isInCluster(database) && database.inCluster.store === undefined)) return;
  // Upper case: no database can be called so.
  const store = new ObjectStore(scope, "Backups", {
    name: `${facts.name}-${BACKUP_STORE}`,
    ...storePlace(deployment),
    protected: facts.protected || section.some((database) => isInCluster(database) && database.protected),
    noncurrentDays: NONCURRENT_DAYS,
  });
  deployment.publish(OBJECT_STORE, BACKUP_STORE, store);
}

/** @param buildOnServer What is on a server, wherever it runs. */
export function buildInCluster(
  deployment: Deployment<DatabasesSection>,
  secrets: ISecretStore,
  buildOnServer: (deployment: Deployment<DatabasesSection>, on: OnServer) => void,
): void {
  const { scope, section, facts } = deployment;
  const cluster = deployment.require(KUBERNETES_CLUSTER, "cluster");
  // Upper case: no database can be called so.
  const operators = new CnpgOperators(scope, "Operators", {
    environment: facts.name,
    profile: facts.profile,
    networkCidr: deployment.require(NETWORK, "network").cidr,
    credentialEndpoints: cluster.credentialEndpoints,
    storesInCluster: section.some((database) => isInCluster(database) && database.inCluster.store !== undefined),
    // cert-manager comes with it.
    certificates: terraformDependables([deployment.require(INGRESS, "ingress")]),
  });
  // As a reference: what is put into it comes after it.
  const namespace = operators.namespace.name;
  secrets.open({ name: POSTGRES_NAMESPACE, namespace, path: "databases/" });
  for (const database of section.filter(isInCluster)) {
    const { name } = database;
    const physical = deployment.physicalName(name, name);
    const server = new PostgresDb(scope, name, {
      ...serverOf(database),
      ...restored(deployment, database),
      name: `${facts.name}-${physical}`,
      network: deployment.require(NETWORK, "network"),
      region: facts.region,
      account: facts.account,
      place: {
        namespace,
        cluster,
        secrets,
        secretPrefix: `${secrets.prefix}databases/${physical}`,
        deleteWithEnvironment: !database.protected,
        backups: deployment.require(OBJECT_STORE, database.inCluster.store ?? BACKUP_STORE),
        clients: clientsOf(deployment, database, physical),
        dependsOn: [operators],
      },
    });
    deployment.publish(POSTGRES_DB, name, deployment.from(name, server));
    buildOnServer(deployment, { database, server, secrets, namespace, at: server, id: "services" });
  }
}

/** Backups are found by the name of their folder: of another server of the file it is known. */
function restored(
  deployment: Deployment<DatabasesSection>,
  { restore }: DatabaseSection,
): { readonly restore?: NonNullable<DatabaseSection["restore"]>; readonly source?: IConstruct } {
  const source = deployment.section.find(({ name }) => name === restore?.from);
  if (restore === undefined || source === undefined) return {};
  const physical = deployment.physicalName(source.name, source.name);
  return { restore: { ...restore, from: source.inCluster.backupsName ?? `${deployment.facts.name}-${physical}` } };
}

/** Who reads one of its services' passwords, and who reads its figures. */
function clientsOf(
  deployment: Deployment<DatabasesSection>,
  database: DatabaseSection,
  physical: string,
): readonly string[] {
  const consumers = serviceConsumers(deployment, database, physical).map(({ namespace }) => namespace);
  const observed = deployment.offers(OBSERVABILITY, "observability") ? [OBSERVABILITY_NAMESPACE] : [];
  return [...new Set([...consumers, ...observed])].sort();
}
