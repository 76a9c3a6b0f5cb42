/** The key of an environment's own secrets, in KMS. */
import { Construct } from "constructs";
import { EncryptionKey } from "../../kit/aws/encryption-key";
import type { Implementation } from "../../../model/contract";
import { AdoptedSecretsKey } from "../adopted-secrets-key";
import type { ISecretsKey, SECRETS_KEY, SecretsKeyAttributes, SecretsKeyProps } from "../secrets-key";

/** A key of its own, unless an existing one is named. */
export class KmsSecretsKey extends Construct implements ISecretsKey {
  /** Undefined if an existing key was named. */
  public readonly key: EncryptionKey | undefined;
  public readonly keyId: string;

  constructor(scope: Construct, id: string, props: SecretsKeyProps) {
    super(scope, id);
    const { environment, region, account, aws } = props;
    this.key = aws?.encryptionKey
      ? undefined
      : new EncryptionKey(this, "Resource", {
          name: `${environment}-secrets`,
          description: `Secrets of the environment ${environment}`,
          region,
          account,
          protected: props.protected,
        });
    this.keyId = aws?.encryptionKey ?? this.key?.arn ?? "";
    this.node.defaultChild = this.key?.key;
  }

  public get attributes(): SecretsKeyAttributes {
    return { keyId: this.keyId, details: {} };
  }
}

export const kmsSecretsKeyImplementation: Implementation<SecretsKeyProps, ISecretsKey, typeof SECRETS_KEY.shape> = {
  create: (scope, id, props) => new KmsSecretsKey(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedSecretsKey(scope, id, attributes),
};
