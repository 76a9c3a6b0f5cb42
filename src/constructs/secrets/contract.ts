/** The way of a secret from where it lives (the cloud's store) into a namespace. */
import type { Construct, IConstruct, IDependable } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { contractClass } from "../../model/contract-class";
import { secretStoreImplementations } from "./implementations";
import type { SecretStoreProps } from "./props";

export interface OpenStoreProps {
  /** Name of the ClusterSecretStore: words of a-z, 0-9 and hyphens, joined by dots; else SECRET_STORE_NAME. */
  readonly name: string;
  /** The only namespace that may use it. */
  readonly namespace: string;
  /** What it reaches below the environment's prefix; ends with a slash: `databases/orders/`; else SECRET_STORE_PATH. */
  readonly path: string;
  /**
   * Names below the path of secrets that are written, or read, by something else than `generate`, `publish`, `deliver` and `storeFor`.
   * Where the cloud's store knows no paths, it reaches the secrets that it is told of, and no others. @default none
   */
  readonly names?: readonly string[];
}

/** A ClusterSecretStore, and the one namespace that may use it. */
export interface OpenedStore {
  readonly kind: "ClusterSecretStore";
  readonly name: string;
  readonly namespace: string;
  /** Stands before every name in it: External Secrets puts it there. Empty of the administrators' store. */
  readonly prefix: string;
}

/** A secret, as a custom resource names it. */
export interface StoreReference extends OpenedStore {
  /** Its name without the store's prefix. */
  readonly key: string;
}

export interface DeliverSecretProps {
  /** Namespace that receives a Kubernetes Secret. A store must be open to it, else SECRET_STORE_MISSING. */
  readonly namespace: string;
  /** That namespace as a reference, where it is made in the same stack: the Secret comes after it. @default its name */
  readonly namespaceReference?: string;
  /** Name of that Secret. */
  readonly secretName: string;
  /** Whole name of the secret, with the environment's prefix. Its value is a JSON object. */
  readonly remoteName: string;
  /** Whether it is a database administrator's: then `remoteName` is its id. @default false */
  readonly administrator?: boolean;
  /** Keys of the Secret from properties of the remote one. @default every property, by its own name */
  readonly keys?: Readonly<Record<string, string>>;
  /** Further keys, each from a property of another secret, by its whole name; in the same store. @default none */
  readonly others?: Readonly<Record<string, { readonly remoteName: string; readonly property: string }>>;
  /** Whole names of further secrets, of which every property is taken, too; in the same store. @default none */
  readonly further?: readonly string[];
  /** Extra keys, as templates over the remote properties (`{{ .host }}`). @default none */
  readonly template?: Readonly<Record<string, string>>;
  /** Whether the Secret has those extra keys and no others. @default false */
  readonly templateOnly?: boolean;
  /** Labels of the Secret. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** How often External Secrets reads it again, as a Go duration (`30s`, `5m`); `0s` reads it once. @default "1h" */
  readonly refreshInterval?: string;
  /** What must exist before this; a construct means every resource in it. @default none */
  readonly dependsOn?: readonly IDependable[];
}

export interface GenerateSecretProps {
  /** Namespace in which the generator works. A store must be open to it, else SECRET_STORE_MISSING. */
  readonly namespace: string;
  /** Whole name of the secret, with the environment's prefix. An existing one is never overwritten. */
  readonly remoteName: string;
  /** Property that receives the generated password. @default "password" */
  readonly passwordKey?: string;
  /** Other properties of the JSON object, in clear. @default none */
  readonly properties?: Readonly<Record<string, string>>;
  /** Further properties, as templates over the password (`postgresql://orders:{{ .password }}@…`). @default none */
  readonly templates?: Readonly<Record<string, string>>;
  /** Whether the secret in the store goes when the environment goes. */
  readonly deleteWithEnvironment: boolean;
  /** What must exist before this; a construct means every resource in it. @default none */
  readonly dependsOn?: readonly IDependable[];
}

export interface PublishSecretProps {
  /** Namespace of the Kubernetes Secret. */
  readonly namespace: string;
  /** Name of that Secret. */
  readonly secretName: string;
  /** Name of the secret in the store, which becomes a JSON object of the keys; what was in it is replaced. */
  readonly remoteName: string;
  /** Keys of the Secret: letters, digits, underscores, dots, hyphens. */
  readonly keys: readonly string[];
  /** Whether the secret in the store goes when the environment goes. */
  readonly deleteWithEnvironment: boolean;
  /** What must exist before this; a construct means every resource in it. @default none */
  readonly dependsOn?: readonly IDependable[];
}

export interface ISecretStore extends IConstruct {
  /** Everything that this environment may touch begins so: `<env>/`. */
  readonly prefix: string;
  readonly attributes: SecretStoreAttributes;
  /**
   * Opens what lies below a path to one namespace; the same again is the same store.
   * @throws JangadaError SECRET_STORE_NAME, SECRET_STORE_PATH, SECRET_STORE_TWICE; SECRET_STORE_CLOSED in another stack than the operator's.
   */
  open(props: OpenStoreProps): OpenedStore;
  /**
   * Opens the administrators' secrets to one namespace, in which nobody but the platform has rights.
   * @throws JangadaError SECRET_STORE_TWICE, SECRET_STORE_CLOSED.
   */
  openAdministrators(namespace: string): OpenedStore;
  /**
   * The store through which a namespace reaches a secret (by its whole name), and the secret's name in it.
   * @throws JangadaError SECRET_STORE_MISSING; SECRET_NOT_NAMED in another stack than the operator's, where a store reaches only what
   *   it is told of, and was not told of this one. So do the next three.
   */
  storeFor(namespace: string, remoteName: string): StoreReference;
  /**
   * Brings a secret of a store into a namespace, and keeps it current.
   * @throws JangadaError SECRET_STORE_MISSING.
   */
  deliver(scope: Construct, id: string, props: DeliverSecretProps): IConstruct & IDependable;
  /**
   * Makes a password in the cluster and pushes it to a store; it never passes through Terraform.
   * @throws JangadaError SECRET_STORE_MISSING.
   */
  generate(scope: Construct, id: string, props: GenerateSecretProps): IConstruct & IDependable;
  /** Keeps a secret of the store equal to a Secret of the cluster: all of its keys change at once. */
  publish(scope: Construct, id: string, props: PublishSecretProps): IConstruct & IDependable;
}

const SHAPE = {
  prefix: "string",
  /** The namespace of each store, by the store's name. */
  namespaces: "map",
  /** The prefix of each store, by the store's name. */
  prefixes: "map",
  /** Tags of the secrets that it makes. */
  tags: "map",
  /** What only the target's own implementation understands: region, key, … */
  details: "map",
} as const;

export type SecretStoreContract = Contract<SecretStoreProps, ISecretStore, typeof SHAPE>;
export const SECRET_STORE: SecretStoreContract = defineContract("secrets", SHAPE, secretStoreImplementations);

export type SecretStoreAttributes = AttributesOf<typeof SHAPE>;

/** The secret store of an environment, on the target of its scope. */
export class SecretStore extends contractClass(SECRET_STORE, {
  prefix: true,
  open: true,
  openAdministrators: true,
  storeFor: true,
  deliver: true,
  generate: true,
  publish: true,
  attributes: true,
}) {}
