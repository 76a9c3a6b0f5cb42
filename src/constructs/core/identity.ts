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
      readonly prefix: string;
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
}

export interface IWorkloadIdentity extends IConstruct {
  /** Annotations that the service account must carry; empty on EKS. */
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
  /** Labels that the pods must carry; empty on EKS. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Depend on it: pods that start earlier get no credentials. */
  readonly ready: readonly IDependable[];
}
