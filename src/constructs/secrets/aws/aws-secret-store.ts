/** Secrets on AWS: External Secrets, before Secrets Manager. */
import { externalSecretsOn } from "../cluster/external-secrets";
import { secretsManager } from "./secrets-manager";

export const awsSecretStoreImplementation = externalSecretsOn(secretsManager);
