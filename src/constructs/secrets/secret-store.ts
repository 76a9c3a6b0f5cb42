/** The way of a secret from where it lives (Secrets Manager, Key Vault, …) into a namespace. */
import type { Construct, IConstruct, IDependable } from "constructs";
import { type AttributesOf, defineContract } from "../core/contract";
import type { SecretStoreProps } from "./schema";

export interface DeliverSecretProps {
  /** Namespace that receives a Kubernetes Secret. */
  readonly namespace: string;
  /** Name of that Secret. */
  readonly secretName: string;
  /** Name (or id) of the secret in the store. Its value is a JSON object. */
  readonly remoteName: string;
  /** Keys of the Secret from properties of the remote one. @default every property, by its own name */
  readonly keys?: Readonly<Record<string, string>>;
  /** Extra keys, as templates over the remote properties (`{{ .host }}`). @default none */
  readonly template?: Readonly<Record<string, string>>;
  /** How often it is read again, as a Go duration. @default "1h" */
  readonly refreshInterval?: string;
  readonly dependsOn?: readonly IDependable[];
}

export interface GenerateSecretProps {
  /** Namespace in which the generator works. */
  readonly namespace: string;
  /** Name of the secret in the store. An existing one is never overwritten. */
  readonly remoteName: string;
  /** Property that receives the generated password. @default "password" */
  readonly passwordKey?: string;
  /** Other properties of the JSON object, in clear. @default none */
  readonly properties?: Readonly<Record<string, string>>;
  /** Further properties, as templates over the password (`postgresql://orders:{{ .password }}@…`). @default none */
  readonly templates?: Readonly<Record<string, string>>;
  /** Whether the secret in the store goes when the environment goes. */
  readonly deleteWithEnvironment: boolean;
  readonly dependsOn?: readonly IDependable[];
}

export interface PublishSecretProps {
  /** Namespace of the Kubernetes Secret. */
  readonly namespace: string;
  /** Name of that Secret. */
  readonly secretName: string;
  /** Name of the secret in the store, which becomes a JSON object of the keys; what was in it is replaced. */
  readonly remoteName: string;
  /** Keys of the Secret: letters, digits, underscores. */
  readonly keys: readonly string[];
  /** Whether the secret in the store goes when the environment goes. */
  readonly deleteWithEnvironment: boolean;
  readonly dependsOn?: readonly IDependable[];
}

export interface ISecretStore extends IConstruct {
  /** Name of the ClusterSecretStore. */
  readonly storeName: string;
  /** Everything in the store that this environment may touch begins so: `<env>/`. */
  readonly prefix: string;
  readonly attributes: SecretStoreAttributes;
  /** Brings a secret of the store into a namespace, and keeps it current. */
  deliver(scope: Construct, id: string, props: DeliverSecretProps): IConstruct & IDependable;
  /** Makes a password in the cluster and pushes it to the store; it never passes through Terraform. */
  generate(scope: Construct, id: string, props: GenerateSecretProps): IConstruct & IDependable;
  /** Keeps a secret of the store equal to a Secret of the cluster: all of its keys change at once. */
  publish(scope: Construct, id: string, props: PublishSecretProps): IConstruct & IDependable;
}

export const SECRET_STORE = defineContract<
  SecretStoreProps,
  ISecretStore,
  {
    storeName: "string";
    prefix: "string";
    /** Tags of the secrets that it makes. */
    tags: "map";
    /** What only the target's own implementation understands: region, key, … */
    details: "map";
  }
>("secrets", { storeName: "string", prefix: "string", tags: "map", details: "map" });

export type SecretStoreAttributes = AttributesOf<typeof SECRET_STORE.shape>;
