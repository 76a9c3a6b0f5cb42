/** AWS Secrets Manager, as External Secrets' provider `aws` is told of it. */
import type { StoreBackend } from "../cluster/store-backend";

/**
 * `prefix` is put, as it is, before the name in `GetSecretValue` (`fetch`), in `PushSecret`, `SecretExists` and `DeleteSecret`
 * (providers/v1/aws/secretsmanager/secretsmanager.go, 2.9.0). Names have no `..`, and an ARN is none any more with something
 * before it: nothing outside is reached. The one exception is `dataFrom.find`, which the operator's identity is not allowed to
 * do (`k8s-cluster/aws/permissions.ts`).
 */
export const secretsManager: StoreBackend = {
  kind: "aws-secrets-manager",
  provider: ({ region, recoverable }, { prefix, identity }) => ({
    aws: {
      service: "SecretsManager",
      region,
      ...(prefix ? { prefix } : {}),
      ...(identity ? { role: identity } : {}),
      // A secret that waits for its deletion keeps its name: the next environment of this name could not make it.
      secretsManager: recoverable ? { recoveryWindowInDays: 30 } : { forceDeleteWithoutRecovery: true },
    },
  }),
  // external-secrets.io, AWS Secrets Manager, additional metadata.
  pushMetadata: ({ keyId, tags }, description) => ({
    kmsKeyId: keyId,
    // Binary, the default, could not be read by what expects JSON.
    secretPushFormat: "string",
    description,
    tags: { ...tags },
  }),
};
