/** Builds the brokers of the section `rabbitmq`; what is on them is built beside (`topology/build.ts`). */
import type { IDependable } from "constructs";
import type { Deployment } from "../../model/component";
import type { ZoneRedundantClass } from "../kit/cluster/zone-redundant-class";
import { NETWORK } from "../network/contract";
import { SECRETS_KEY } from "../secrets/secrets-key";
import { MESSAGE_BROKER, MessageBroker } from "./contract";
import { brokerOf, type RabbitmqEntry, type RabbitmqSection } from "./section";

/** Below the environment's prefix, in the secret store. */
export const SECRETS_PATH = "rabbitmq/";

/** The brokers that the cloud runs, in the tier `data`. */
export function buildManaged(deployment: Deployment<RabbitmqSection>): void {
  for (const entry of deployment.section) {
    if (entry.runs === "managed") buildBroker(deployment, entry);
  }
}

/**
 * @param dependsOn What must be there before it: of a broker in the cluster the operators.
 * @param volumeClass Of a broker in the cluster, where the default class is not to be.
 */
export function buildBroker(
  deployment: Deployment<RabbitmqSection>,
  entry: RabbitmqEntry,
  dependsOn: readonly IDependable[] = [],
  volumeClass?: ZoneRedundantClass,
): InstanceType<typeof MessageBroker> {
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
    ...(volumeClass === undefined ? {} : { volumeClass: volumeClass.name }),
    dependsOn: volumeClass === undefined ? dependsOn : [...dependsOn, volumeClass.resource],
  });
  deployment.publish(MESSAGE_BROKER, name, deployment.from(name, broker));
  return broker;
}
