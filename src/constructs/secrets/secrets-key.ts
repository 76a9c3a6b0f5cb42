/**
 * What keeps an environment's own secrets: the key that encrypts them, or, where the cloud's store is a place of one's own, that place
 * (a vault). It stands in the tier `data`: secrets outlive a cluster that is rebuilt, and this with them.
 */
import type { IConstruct } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { contractClass } from "../../model/contract-class";
import type { INetwork } from "../network/contract";
import { secretsKeyImplementations } from "./implementations";
import type { SecretsSection } from "./section";

/** The section's words of a target's own key, and where it is made. */
export interface SecretsKeyProps extends Partial<Pick<SecretsSection, "aws">> {
  /** Name of the environment. */
  readonly environment: string;
  /** The cloud's region that it stands in. */
  readonly region: string;
  /** The account that it stands in, as the cloud writes it. */
  readonly account: string;
  /** What else the account is known by, such as a tenant. @default nothing */
  readonly accountDetails?: Readonly<Record<string, string>>;
  /** The network from which alone a vault is reached; a key needs none. @default none */
  readonly network?: INetwork;
  /** The groups that administer: they put secrets in by hand, where the cloud has a role for it. @default none */
  readonly admins?: readonly string[];
  /** Ranges outside the network from which a vault is reached. @default none */
  readonly deployFrom?: readonly string[];
  /** Whether it refuses to be destroyed. */
  readonly protected: boolean;
}

export interface ISecretsKey extends IConstruct {
  /** The key, or the vault, as the cloud names it; empty where neither is ours. */
  readonly keyId: string;
  readonly attributes: SecretsKeyAttributes;
}

const SHAPE = {
  keyId: "string",
  /** What only the target's own implementation understands. */
  details: "map",
} as const;

export type SecretsKeyContract = Contract<SecretsKeyProps, ISecretsKey, typeof SHAPE>;
export const SECRETS_KEY: SecretsKeyContract = defineContract("secrets-key", SHAPE, secretsKeyImplementations);

export type SecretsKeyAttributes = AttributesOf<typeof SHAPE>;

/** A key for secrets, on the target of its scope. */
export class SecretsKey extends contractClass(SECRETS_KEY, {
  keyId: true,
  attributes: true,
}) {}
