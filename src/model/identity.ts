/**
 * Identities for pods: what a service account may do in the cloud, in words that every target understands. EKS makes a Pod
 * Identity association, AKS a federated credential, kubeadm hands in static credentials.
 */
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
      /** Ids (ARNs) of secrets outside the prefix, read only. @default none */
      readonly ids?: readonly string[];
      /** Ids (ARNs) of the keys that encrypt them. */
      readonly keyIds: readonly string[];
    };

export interface WorkloadIdentityProps {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly permissions: readonly Permission[];
  /**
   * What it may do only as somebody else: for each name an identity apart, which it can take on where that is asked for, and
   * whose permissions it does not have otherwise. @default none
   */
  readonly apart?: Readonly<Record<string, readonly Permission[]>>;
}

export interface IWorkloadIdentity extends IConstruct {
  /** Annotations that the service account must carry; empty on EKS. */
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
  /** Labels that the pods must carry; empty on EKS. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** By the names of `apart`: by what the identity is called where it is taken on (on EKS a role's ARN). */
  readonly apart: Readonly<Record<string, string>>;
  /** Depend on it: pods that start earlier get no credentials. */
  readonly ready: readonly IDependable[];
}
