/** What a target adds to External Secrets: the store at the cloud, in the words of its provider. */
import type { Construct } from "constructs";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import type { Allowance } from "../../kit/cluster/namespace-guard";
import type { IKubernetesCluster } from "../../k8s-cluster/contract";
import type { OpenedStore } from "../contract";
import type { StoreAccess } from "./store-access";

/** The settings from which the custom resources of a store are made. */
export interface StoreSettings {
  /** The provider's side of the store, as its `kind` names it. */
  readonly backend: StoreBackend;
  /** The cloud's region. */
  readonly region: string;
  /** The key that encrypts what is written, as the cloud names it. */
  readonly keyId: string;
  /** Whether a secret that is deleted can be called back for a while. */
  readonly recoverable: boolean;
  /** Put on every secret that is made in the store. */
  readonly tags: Readonly<Record<string, string>>;
  /** Where the store stands, as far as its provider is told beside the region. @default nothing */
  readonly place?: Readonly<Record<string, string>>;
}

/** Which secrets one ClusterSecretStore gives access to, and with which identity it reads them. */
export interface StoreReach {
  /** Put before every secret's name by External Secrets. Empty for the store of the administrators' secrets, which the cloud names. */
  readonly prefix: string;
  /**
   * Who reads it in the operator's place: the role that it assumes, as the cloud names it, or, of stores with identities of their own
   * (`StoreBackend.access`), a service account of its namespace. @default the operator's own identity
   */
  readonly identity?: string;
}

/** In which environment stores get their identities. */
export interface StoreAccessProps {
  /** Name of the environment. */
  readonly environment: string;
  /** The cloud's region. */
  readonly region: string;
  /** What else the cloud's account is known by. */
  readonly accountDetails: Readonly<Record<string, string>>;
  /** The key, or whatever else keeps the secrets, as the cloud names it. */
  readonly keyId: string;
  /** The cluster that the operator runs in. */
  readonly cluster: IKubernetesCluster;
  /** Namespace of the operator: the service accounts are in it. */
  readonly namespace: string;
  /** Ids of the administrators' secrets. */
  readonly foreign: readonly string[];
}

export interface StoreBackend {
  /** Which store it is, for the stacks that read of it: `details.backend`. */
  readonly kind: string;
  /** `spec.provider` of a ClusterSecretStore, reached with the identity of the operator's service account. */
  provider(settings: StoreSettings, scope: StoreReach): Readonly<Record<string, unknown>>;
  /**
   * `spec` of the PushSecretMetadata: what the provider is told beside the value.
   * @param name Whole name of the secret.
   * @returns undefined where it takes none
   */
  pushMetadata(
    settings: StoreSettings,
    description: string,
    name: string,
  ): Readonly<Record<string, unknown>> | undefined;
  /** What a secret is called in its store, by its whole name. @default its name without the store's prefix */
  readonly keyOf?: (name: string) => string;
  /** What an administrator's secret is called in its store, by its id. @default its id */
  readonly keyOfId?: (id: string) => string;
  /**
   * Whether a deleted secret keeps its name for a while, so that it could not be made anew: then it goes when the whole of what
   * keeps the environment's secrets goes, and comes back with that. @default false: it goes with what pushed it
   */
  readonly keepsNames?: boolean;
  /** What a value is: one text that is JSON, or a key for each property, written all at once. @default "text" */
  readonly form?: "text" | "keys";
  /** Whether `provider` says by itself how it logs in: then nobody gets an identity. @default false */
  readonly logsIn?: boolean;
  /** Where it is reached, beside HTTPS. @default nowhere */
  readonly egress?: readonly Allowance[];
  /** What stands beside a store, in its release. @default nothing */
  readonly objectsOf?: (store: OpenedStore) => readonly KubernetesObject[];
  /** Gives each store an identity of its own, where stores know no prefix. @default none: all are read as the operator */
  readonly access?: (scope: Construct, props: StoreAccessProps) => StoreAccess;
}

/** What a secret is called in a store, by its whole name. */
export const keyIn = (
  { keyOf }: Pick<StoreBackend, "keyOf">,
  { prefix }: { readonly prefix: string },
  name: string,
): string => keyOf?.(name) ?? name.slice(prefix.length);
