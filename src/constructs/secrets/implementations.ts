/** Which target serves secrets and their key, and how. */
import type { ImplementationsOf } from "../../model/contract";
import type { SecretStoreContract } from "./contract";
import type { SecretsKeyContract } from "./secrets-key";

export const secretsKeyImplementations: ImplementationsOf<SecretsKeyContract> = {
  aks: () => (require("./azure/secrets-vault") as typeof import("./azure/secrets-vault")).secretsVaultImplementation,
  eks: () => (require("./aws/kms-secrets-key") as typeof import("./aws/kms-secrets-key")).kmsSecretsKeyImplementation,
  kubeadm: () => (require("./kubeadm/sealing-key") as typeof import("./kubeadm/sealing-key")).sealingKeyImplementation,
};

export const secretStoreImplementations: ImplementationsOf<SecretStoreContract> = {
  aks: () =>
    (require("./azure/azure-secret-store") as typeof import("./azure/azure-secret-store"))
      .azureSecretStoreImplementation,
  eks: () =>
    (require("./aws/aws-secret-store") as typeof import("./aws/aws-secret-store")).awsSecretStoreImplementation,
  kubeadm: () =>
    (require("./kubeadm/secret-store") as typeof import("./kubeadm/secret-store")).kubeadmSecretStoreImplementation,
};
