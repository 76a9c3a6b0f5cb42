/** What an AKS cluster offers beyond what every cluster does, whether it is made here or adopted. */
import type { IKubernetesCluster } from "../contract";

export interface IAksCluster extends IKubernetesCluster {
  readonly location: string;
  /** Id of the subscription. */
  readonly subscription: string;
  /** Id of the tenant whose people administer. */
  readonly tenant: string;
  /** ARM id. */
  readonly clusterId: string;
  /** The resource group of the identities of its pods: the one that it stands in, or of an adopted one the environment's. */
  readonly resourceGroupName: string;
  /** The resource group of its nodes, their load balancers and volumes: Azure's own to write in. */
  readonly nodeResourceGroup: string;
  /** URL of whoever issues the tokens of its service accounts. */
  readonly oidcIssuer: string;
  /** Object id of the identity by which the control plane works in Azure: load balancers, volumes. */
  readonly identityPrincipalId: string;
  /** Object id of the identity by which nodes pull images. */
  readonly kubeletPrincipalId: string;
  /** ARM id of what encrypts disks; undefined of an adopted cluster: then Azure's own key does. */
  readonly diskEncryptionSetId?: string | undefined;
  /** Copies of volumes of the default class: ZRS or LRS. */
  readonly volumeRedundancy: string;
}

/** Names of the entries in `details` of a cluster's attributes. */
export const AKS_DETAILS = [
  "location",
  "subscription",
  "tenant",
  "cluster-id",
  "resource-group",
  "node-resource-group",
  "oidc-issuer",
  "identity-principal",
  "kubelet-principal",
  "disk-encryption-set",
  "volume-redundancy",
] as const;
export type AksDetail = (typeof AKS_DETAILS)[number];

/** Inside the cluster, which is another stack: loaded when it is built. */
export const platform = (): typeof import("./platform") => require("./platform") as typeof import("./platform");
