/**
 * The key of an environment's own secrets. It stands in the tier `data`: secrets outlive a cluster that is rebuilt, and
 * their key with them.
 */
import type { IConstruct } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { contractClass } from "../../model/contract-class";
import { secretsKeyImplementations } from "./implementations";
import type { SecretsSection } from "./section";

/** The section's words of a target's own key, and where it is made. */
export interface SecretsKeyProps extends Partial<Pick<SecretsSection, "aws">> {
  /** Name of the environment. */
  readonly environment: string;
  /** The cloud's region that it stands in. */
  readonly region: string;
  /** The account that it stands in: 12 digits. */
  readonly account: string;
  /** Whether it refuses to be destroyed. */
  readonly protected: boolean;
}

export interface ISecretsKey extends IConstruct {
  /** As the cloud names it; empty where it encrypts with none of ours. */
  readonly keyId: string;
  readonly attributes: SecretsKeyAttributes;
}

const SHAPE = { keyId: "string" } as const;

export type SecretsKeyContract = Contract<SecretsKeyProps, ISecretsKey, typeof SHAPE>;
export const SECRETS_KEY: SecretsKeyContract = defineContract("secrets-key", SHAPE, secretsKeyImplementations);

export type SecretsKeyAttributes = AttributesOf<typeof SHAPE>;

/** A key for secrets, on the target of its scope. */
export class SecretsKey extends contractClass(SECRETS_KEY, {
  keyId: true,
  attributes: true,
}) {}
