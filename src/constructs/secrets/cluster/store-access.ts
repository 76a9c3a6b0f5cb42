/** Where a cloud's store knows no prefix: each store is read with an identity of its own, which is given its secrets one by one. */
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import type { OpenedStore } from "../contract";

/** What an identity may do with a secret: write is also to delete. */
export type SecretAccess = "read" | "write";

export interface StoreIdentity {
  /** Name of the service account as which the operator reads the store. */
  readonly serviceAccount: string;
  /** Annotations of the service account by which the operator takes it on. */
  readonly annotations: Readonly<Record<string, string>>;
  /** What stands beside the store, in its release. @default nothing */
  readonly objects?: readonly KubernetesObject[];
  /** The store comes after it. */
  readonly ready: readonly ITerraformDependable[];
  /**
   * Gives it a secret.
   * @param key What the secret is called in the store.
   * @param access Asked for at synth, when everybody has said what they need.
   * @returns what whoever uses the secret comes after
   */
  allow(key: string, access: () => SecretAccess): ITerraformDependable;
}

export interface StoreAccess {
  /** What the store's provider is told beside the region. */
  readonly place: Readonly<Record<string, string>>;
  /** Makes the identity of a store. */
  identify(scope: Construct, store: OpenedStore): StoreIdentity;
}
