/** Builds of the section `rabbitmq` what is in the cluster, in the tier `platform`: operators, brokers, and what stands on brokers. */
import type { IDependable } from "constructs";
import type { Deployment } from "../../../model/component";
import { OBSERVABILITY_NAMESPACE } from "../../../model/observed";
import { INGRESS } from "../../ingress/contract";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { NETWORK } from "../../network/contract";
import { consumersOf } from "../../secrets/consumers";
import { type ISecretStore, SECRET_STORE } from "../../secrets/contract";
import { brokerPath, brokerStore } from "../../secrets/names";
import type { SecretsSection } from "../../secrets/section";
import { buildBroker, SECRETS_PATH } from "../build";
import { RABBITMQ_NAMESPACE } from "../cluster/names";
import { RabbitmqOperators } from "../cluster/rabbitmq-operators";
import { type IMessageBroker, MESSAGE_BROKER } from "../contract";
import { type RabbitmqEntry, type RabbitmqSection, topologyOf } from "../section";
import { BROKER_SERVICES, BrokerServices } from "./broker-services";
import { servicesOf } from "./section";

/** How the operator gets into a broker that it does not run itself. */
export interface BrokerAccess {
  /** Name of a Secret with `uri`, `username` and `password`. */
  readonly connectionSecret: string;
  /** What must be done before that Secret is there. */
  readonly ready: readonly IDependable[];
}

/** Where it is made, and what comes before. */
export interface InCluster {
  /** As a reference: what is made in it comes after it. */
  readonly namespace: string;
  readonly dependsOn: readonly IDependable[];
}

/**
 * @param administrate Gives the administrator of a managed broker its password. @default nothing is made on managed brokers
 */
export function buildOnBrokers(
  deployment: Deployment<RabbitmqSection>,
  administrate?: (entry: RabbitmqEntry, broker: IMessageBroker, place: InCluster) => BrokerAccess,
): void {
  const { section, scope, facts } = deployment;
  if (section.length === 0 || !deployment.offers(SECRET_STORE, "secrets")) return;
  const secrets = deployment.require(SECRET_STORE, "secrets");
  // Upper case: no broker can be called so.
  const operators = new RabbitmqOperators(scope, "Operators", {
    environment: facts.name,
    profile: facts.profile,
    networkCidr: deployment.require(NETWORK, "network").cidr,
    brokers: section.some(({ runs }) => runs === "in-cluster"),
    // cert-manager comes with it.
    certificates: deployment.offers(INGRESS, "ingress")
      ? terraformDependables([deployment.require(INGRESS, "ingress")])
      : [],
  });
  const place: InCluster = { namespace: operators.namespace.name, dependsOn: [operators] };
  secrets.open({ name: RABBITMQ_NAMESPACE, namespace: place.namespace, path: SECRETS_PATH });
  for (const entry of section) {
    const broker =
      entry.runs === "in-cluster"
        ? buildBroker(deployment, entry, [operators])
        : deployment.require(MESSAGE_BROKER, entry.name);
    const access = entry.runs === "in-cluster" ? undefined : administrate?.(entry, broker, place);
    if (broker.admin.kind !== "operator" && access === undefined) continue;
    buildServices(deployment, entry, {
      broker,
      secrets,
      namespace: place.namespace,
      ...(access ? { connectionSecret: access.connectionSecret } : {}),
      dependsOn: [operators, ...(access?.ready ?? [broker])],
    });
  }
}

interface OnBroker {
  readonly broker: IMessageBroker;
  readonly secrets: ISecretStore;
  readonly namespace: string;
  readonly connectionSecret?: string;
  readonly dependsOn: readonly IDependable[];
}

function buildServices(deployment: Deployment<RabbitmqSection>, entry: RabbitmqEntry, on: OnBroker): void {
  const { scope, facts, sections } = deployment;
  const { name } = entry;
  // A renamed broker goes on serving under the name that its things are called after.
  const physical = deployment.physicalName(name, name);
  const topology = topologyOf(entry);
  openServiceStores(deployment, on.secrets, entry, physical);
  const services = new BrokerServices(scope, `${name}-services`, {
    ...on,
    topology,
    name: physical,
    secretPrefix: `${facts.name}/${SECRETS_PATH}${physical}`,
    deleteWithEnvironment: !entry.protected,
    ...(sections["observability"] === undefined ? {} : { monitoringNamespace: OBSERVABILITY_NAMESPACE }),
  });
  deployment.publish(BROKER_SERVICES, name, deployment.from(name, services));
}

/** For the namespaces of the applications: each reads its own service's secrets, and no other's. */
function openServiceStores(
  { sections }: Deployment<RabbitmqSection>,
  secrets: ISecretStore,
  entry: RabbitmqEntry,
  physical: string,
): void {
  const section = sections["secrets"] as SecretsSection | undefined;
  for (const service of servicesOf(topologyOf(entry), physical)) {
    const listed = [`${entry.name}/${service.name}`, ...(entry.services ? [] : [`${entry.name}/${entry.name}`])];
    for (const namespace of consumersOf(section, service.name, listed, "rabbitmq")) {
      secrets.open({
        name: brokerStore(namespace, physical, service.name),
        namespace,
        path: brokerPath(physical, service.name),
      });
    }
  }
}
