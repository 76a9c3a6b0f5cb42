/** Builds the section `rabbitmq`. */
import type { Deployment } from "../../model/component";
import { KubernetesNamespace } from "../kit/cluster/namespace";
import { ALLOW_HTTPS, NamespaceGuard } from "../kit/cluster/namespace-guard";
import { NETWORK } from "../network/contract";
import { SECRET_STORE } from "../secrets/contract";
import { SECRETS_KEY } from "../secrets/secrets-key";
import { buildAccess } from "./administrator/build";
import { RABBITMQ_NAMESPACE } from "./cluster/names";
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

function buildBroker(deployment: Deployment<RabbitmqSection>, entry: RabbitmqEntry): void {
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
  });
  deployment.publish(MESSAGE_BROKER, name, deployment.from(name, broker));
}

/** What the brokers need from within the cluster, in the tier `platform`: only from there are they reached. */
export function buildPlatform(deployment: Deployment<RabbitmqSection>): void {
  const { section, scope } = deployment;
  if (section.length === 0 || !deployment.offers(SECRET_STORE, "secrets")) return;
  const secrets = deployment.require(SECRET_STORE, "secrets");
  // Upper case: no broker can be called so.
  const namespace = new KubernetesNamespace(scope, "Namespace", {
    name: RABBITMQ_NAMESPACE,
    podSecurity: "restricted",
  });
  const guard = new NamespaceGuard(scope, "Guard", { namespace: namespace.name, egress: [ALLOW_HTTPS] });
  secrets.open({ name: RABBITMQ_NAMESPACE, namespace: namespace.name, path: SECRETS_PATH });
  for (const entry of section) {
    if (entry.runs !== "managed") continue;
    buildAccess(deployment, entry, deployment.require(MESSAGE_BROKER, entry.name), [namespace, guard]);
  }
}
