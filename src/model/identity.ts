/** Identities for pods: what a service account may do in the cloud, in words that every target understands. */
import type { IConstruct, IDependable } from "constructs";

export type Permission =
  /** Write records into these zones (external-dns, ACME DNS-01). Zone ids. */
  | { readonly kind: "dns-records"; readonly zoneIds: readonly string[] }
  /** Read, or also write, secrets whose name begins so, and those named exactly by id. */
  | {
      readonly kind: "secrets";
      /** @default none but those named by id */
      readonly prefix?: string;
      readonly access: "read" | "write";
      /** Ids of secrets outside the prefix, as the cloud names them; read only. @default none */
      readonly ids?: readonly string[];
      /** The keys that encrypt them, as the cloud names them. */
      readonly keyIds: readonly string[];
    }
  /** Read, or also write and delete, objects of a store. */
  | {
      readonly kind: "objects";
      readonly access: "read" | "read-write";
      /** The store, as the cloud names it. */
      readonly storeId: string;
      /** What the objects' names begin with. @default all objects */
      readonly prefix?: string;
      /** The keys that encrypt them, as the cloud names them. */
      readonly keyIds: readonly string[];
    };

export interface WorkloadIdentityProps {
  /** Namespace of the service account. */
  readonly namespace: string;
  /** Name of the service account whose pods get the identity. */
  readonly serviceAccount: string;
  /** What its pods may do in the cloud. */
  readonly permissions: readonly Permission[];
  /**
   * What it may do only as somebody else: for each name another identity, which it can take on where that is asked for, and
   * whose permissions it does not have otherwise. @default none
   */
  readonly assumable?: Readonly<Record<string, readonly Permission[]>>;
}

/** Where pods of a cluster fetch the credentials of their identity, if not from the internet by HTTPS. */
export interface CredentialEndpoint {
  /** IPv4 range. */
  readonly cidr: string;
  readonly port: number;
}

export interface IWorkloadIdentity extends IConstruct {
  /** Annotations that the service account must carry; empty where the cloud knows it by its name. */
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
  /** Labels that the pods must carry; empty where they need none. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** By the names of `assumable`: what the identity is called where it is taken on. */
  readonly assumable: Readonly<Record<string, string>>;
  /** Depend on it: pods that start earlier get no credentials. */
  readonly ready: readonly IDependable[];
}
