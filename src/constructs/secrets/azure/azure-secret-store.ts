/** Secrets on Azure: External Secrets, before Key Vault. */
import { externalSecretsOn } from "../cluster/external-secrets";
import { keyVault } from "./key-vault";

export const azureSecretStoreImplementation = externalSecretsOn(keyVault);
