/** What keeps the secrets of an environment, of an earlier stack. */
import { Construct } from "constructs";
import type { ISecretsKey, SecretsKeyAttributes } from "./secrets-key";

export class AdoptedSecretsKey extends Construct implements ISecretsKey {
  constructor(
    scope: Construct,
    id: string,
    public readonly attributes: SecretsKeyAttributes,
  ) {
    super(scope, id);
  }
  public get keyId(): string {
    return this.attributes.keyId;
  }
}
