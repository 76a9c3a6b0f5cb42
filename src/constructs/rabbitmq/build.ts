/** Builds the section `rabbitmq`. */
import type { Construct, IDependable } from "constructs";
import type { Deployment } from "../../model/component";
import { NETWORK } from "../network/contract";
import type { ISecretStore } from "../secrets/contract";
import { SECRETS_KEY } from "../secrets/secrets-key";
import { BrokerAccess, type IBrokerAccess } from "./broker-access";
import { TOPOLOGY_LABEL } from "./cluster/names";
import { type IMessageBroker, MESSAGE_BROKER, MessageBroker } from "./contract";
import { brokerOf, type RabbitmqEntry, type RabbitmqSection } from "./section";

/** Below the environment's prefix, in the secret store. */
export const SECRETS_PATH = "rabbitmq/";

/** The brokers that the cloud runs, in the tier `data`. */
export function buildManaged(deployment: Deployment<RabbitmqSection>): void {
  for (const entry of deployment.section) {
    if (entry.runs === "managed") buildBroker(deployment, entry);
  }
}

/** @param dependsOn What must be there before it: of a broker in the cluster the operators. */
export function buildBroker(
  deployment: Deployment<RabbitmqSection>,
  entry: RabbitmqEntry,
  dependsOn: readonly IDependable[] = [],
): IMessageBroker {
  const { facts, scope } = deployment;
  const { name } = entry;
  const physical = deployment.physicalName(name, name);
  const broker = new MessageBroker(scope, name, {
    ...brokerOf(entry),
    name: `${facts.name}-${physical}`,
    network: deployment.require(NETWORK, "network"),
    region: facts.region,
    account: facts.account,
    secretPrefix: `${facts.name}/${SECRETS_PATH}${physical}`,
    ...(deployment.offers(SECRETS_KEY, "key") ? { secretKeyId: deployment.require(SECRETS_KEY, "key").keyId } : {}),
    dependsOn,
  });
  deployment.publish(MESSAGE_BROKER, name, deployment.from(name, broker));
  return broker;
}

/** Where access is given, and what comes before. */
type AccessPlace = Pick<ConstructorParameters<typeof BrokerAccess>[2], "namespace" | "dependsOn"> & {
  readonly secrets: ISecretStore;
};

/** The way into a broker of the cloud: its administrator's first password is dead afterwards. */
export function buildAccess(
  deployment: Deployment<RabbitmqSection>,
  scope: Construct,
  { name, protected: isProtected }: RabbitmqEntry,
  place: AccessPlace,
): IBrokerAccess {
  const physical = deployment.physicalName(name, name);
  const access = new BrokerAccess(scope, "access", {
    ...place,
    broker: deployment.require(MESSAGE_BROKER, name),
    name: physical,
    secretPrefix: `${place.secrets.prefix}${SECRETS_PATH}${physical}`,
    deleteWithEnvironment: !isProtected,
    labels: TOPOLOGY_LABEL,
  });
  return deployment.from(name, access);
}
