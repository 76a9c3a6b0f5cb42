/** Builds of the section `rabbitmq` what is in the cluster, in the tier `platform`: operators, brokers, and what stands on brokers. */
import { Construct, type IDependable } from "constructs";
import type { Deployment } from "../../../model/component";
import { MONITORING_SERVICE } from "../../../model/observed";
import { INGRESS } from "../../ingress/contract";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { zoneRedundantClass } from "../../kit/cluster/zone-redundant-class";
import { NETWORK } from "../../network/contract";
import { OBSERVABILITY } from "../../observability/contract";
import { consumersOf } from "../../secrets/consumers";
import { type ISecretStore, SECRET_STORE } from "../../secrets/contract";
import { brokerPath, brokerStore } from "../../secrets/names";
import type { SecretsSection } from "../../secrets/section";
import { buildAccess } from "../administrator/build";
import { buildBroker, SECRETS_PATH } from "../build";
import { RABBITMQ_NAMESPACE } from "../cluster/names";
import { RabbitmqOperators } from "../cluster/rabbitmq-operators";
import { type IMessageBroker, MESSAGE_BROKER } from "../contract";
import { type RabbitmqEntry, type RabbitmqSection, topologyOf } from "../section";
import { BROKER_SERVICES, BrokerServices } from "./broker-services";
import { servicesOf } from "./section";

export function buildOnBrokers(deployment: Deployment<RabbitmqSection>): void {
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
    certificates: terraformDependables([deployment.require(INGRESS, "ingress")]),
  });
  // As a reference: what is put into it comes after it.
  const namespace = operators.namespace.name;
  secrets.open({ name: RABBITMQ_NAMESPACE, namespace, path: SECRETS_PATH });
  for (const entry of section) {
    if (entry.runs === "in-cluster") {
      const broker = buildBroker(deployment, entry, [operators], zoneRedundantClass(scope, facts));
      buildServices(deployment, broker, entry, { broker, secrets, namespace, dependsOn: [operators, broker] });
    } else {
      const broker = deployment.require(MESSAGE_BROKER, entry.name);
      const { connectionSecret, ready } = buildAccess(deployment, entry, broker, {
        namespace,
        dependsOn: [operators.guard],
      });
      // Where the broker itself is of an earlier tier, its name is free in this one.
      const place = (scope.node.tryFindChild(entry.name) as Construct | undefined) ?? new Construct(scope, entry.name);
      buildServices(deployment, place, entry, {
        broker,
        secrets,
        namespace,
        connectionSecret,
        dependsOn: [operators, ...ready],
      });
    }
  }
}

interface OnBroker {
  readonly broker: IMessageBroker;
  readonly secrets: ISecretStore;
  readonly namespace: string;
  readonly connectionSecret?: string;
  readonly dependsOn: readonly IDependable[];
}

function buildServices(
  deployment: Deployment<RabbitmqSection>,
  scope: Construct,
  entry: RabbitmqEntry,
  on: OnBroker,
): void {
  const { facts } = deployment;
  const { name } = entry;
  // A renamed broker goes on serving under the name that its things are called after.
  const physical = deployment.physicalName(name, name);
  const topology = topologyOf(entry);
  openServiceStores(deployment, on.secrets, entry, physical);
  const services = new BrokerServices(scope, "services", {
    ...on,
    topology,
    name: physical,
    secretPrefix: `${facts.name}/${SECRETS_PATH}${physical}`,
    deleteWithEnvironment: !entry.protected,
    ...(deployment.offers(OBSERVABILITY, "observability")
      ? {
          monitoring: {
            observability: deployment.require(OBSERVABILITY, "observability"),
            secretName: `rabbitmq-${name}-${MONITORING_SERVICE}`,
          },
        }
      : {}),
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
