/** Builds the section `secrets`. */
import type { Deployment } from "../../model/component";
import { KUBERNETES_CLUSTER } from "../k8s-cluster/contract";
import { NETWORK } from "../network/contract";
import { namespacePath } from "./names";
import { SECRET_STORE } from "./contract";
import { SECRETS_KEY } from "./secrets-key";
import type { SecretsSection } from "./section";

export function buildKey(deployment: Deployment<SecretsSection>): void {
  const { facts, section, scope, target } = deployment;
  const key = target.implementation(SECRETS_KEY, scope).create(scope, "key", {
    environment: facts.name,
    region: facts.region,
    account: facts.account,
    protected: facts.protected,
    ...(facts.accountDetails ? { accountDetails: facts.accountDetails } : {}),
    admins: facts.admins,
    ...(facts.deployFrom ? { deployFrom: facts.deployFrom } : {}),
    // Asked for by those alone who need it: whoever asks reads the network's outputs.
    get network() {
      return deployment.require(NETWORK, "network");
    },
    aws: section.aws,
  });
  deployment.publish(SECRETS_KEY, "key", key);
}

export function buildStore(deployment: Deployment<SecretsSection>): void {
  const { facts, section, scope, target } = deployment;
  const key = deployment.require(SECRETS_KEY, "key");
  const store = target.implementation(SECRET_STORE, scope).create(scope, "Default", {
    environment: facts.name,
    region: facts.region,
    ...(facts.accountDetails ? { accountDetails: facts.accountDetails } : {}),
    cluster: deployment.require(KUBERNETES_CLUSTER, "cluster"),
    networkCidr: deployment.require(NETWORK, "network").cidr,
    keyId: key.keyId,
    keyDetails: { ...key.attributes.details },
    kubeadm: section.kubeadm,
    foreign: [...deployment.administrators()],
    recoverable: facts.protected,
    tags: { ...facts.tags },
    replicas: section.replicas,
    values: section.values,
  });
  for (const { name, secrets } of section.namespaces) {
    store.open({ name, namespace: name, path: namespacePath(name), names: secrets });
  }
  deployment.publish(SECRET_STORE, "secrets", store);
}
