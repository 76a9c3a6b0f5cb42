/**
 * The key of an environment's own secrets. It stands in the tier `data`: secrets outlive a cluster that is rebuilt, and
 * their key with them.
 */
import type { IConstruct } from "constructs";
import { type AttributesOf, defineContract } from "../../model/contract";
import type { SecretsSection } from "./section";

/** The section's words of a target's own key, and where it is made. */
export interface SecretsKeyProps extends Partial<Pick<SecretsSection, "aws">> {
  /** Name of the environment. */
  readonly environment: string;
  readonly region: string;
  readonly account: string;
  /** Whether it refuses to be destroyed. */
  readonly protected: boolean;
}

export interface ISecretsKey extends IConstruct {
  /** ARN of a KMS key, id of a Key Vault key. */
  readonly keyId: string;
  readonly attributes: SecretsKeyAttributes;
}

export const SECRETS_KEY = defineContract<SecretsKeyProps, ISecretsKey, { keyId: "string" }>("secrets-key", {
  keyId: "string",
});

export type SecretsKeyAttributes = AttributesOf<typeof SECRETS_KEY.shape>;
