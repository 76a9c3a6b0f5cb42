/** What an EKS cluster offers beyond what every cluster does, whether it is made here or adopted. */
import type { Construct } from "constructs";
import type { PolicyStatement } from "../../kit/aws/policy";
import type { IWorkloadIdentity } from "../../../model/identity";
import { JangadaError } from "../../../errors";
import type { IKubernetesCluster } from "../contract";

export interface PodIdentityProps {
  /** Kubernetes namespace that it stands in. */
  readonly namespace: string;
  /** Kubernetes service account of its pods. */
  readonly serviceAccount: string;
  /** What its pods may do, in IAM's own words. */
  readonly statements: readonly PolicyStatement[];
  /** Further roles that the pods may assume: the statements of each, by its name. @default none */
  readonly assumable?: Readonly<Record<string, readonly PolicyStatement[]>>;
}

export interface IEksCluster extends IKubernetesCluster {
  readonly region: string;
  readonly account: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  readonly clusterArn: string;
  readonly vpcId: string;
  /** The security group that EKS makes for control plane and nodes. */
  readonly clusterSecurityGroupId: string;
  /** Name of the IAM role of the nodes in pools. */
  readonly nodeRoleName: string;
  /** What Karpenter needs of the cloud; undefined if the cluster was made without. */
  readonly karpenter?: KarpenterFacts;
  /** ARN of the key that encrypts volumes; undefined of an adopted cluster: then the account's own key does. */
  readonly volumeKeyArn?: string;
  /** Gives the pods of a service account a role of their own (EKS Pod Identity). Nothing is written on the service account. */
  podIdentity(scope: Construct, id: string, props: PodIdentityProps): IWorkloadIdentity;
}

export interface KarpenterFacts {
  /** Name of the queue of interruptions. */
  readonly queueName: string;
  /** Of the nodes that Karpenter starts. */
  readonly instanceProfileName: string;
  /** Name of the role in that profile; Karpenter must be allowed to hand it out. */
  readonly nodeRoleName: string;
}

/** Names of the entries in `details` of a cluster's attributes. */
export const EKS_DETAILS = [
  "region",
  "account",
  "clusterArn",
  "securityGroupId",
  "nodeRoleName",
  "vpcId",
  "volumeKeyArn",
  "karpenterQueue",
  "karpenterInstanceProfile",
  "karpenterNodeRole",
] as const;
export type EksDetails = { readonly [name in (typeof EKS_DETAILS)[number]]?: string };

/**
 * The EKS side of a cluster, also of one that took its implementation from its target.
 * @throws JangadaError NOT_EKS
 */
export function eksOf(cluster: IKubernetesCluster): IEksCluster {
  const inner = (cluster as { readonly implementation?: IKubernetesCluster }).implementation ?? cluster;
  if ("podIdentity" in inner) return inner as IEksCluster;
  throw new JangadaError({
    code: "NOT_EKS",
    message: `The cluster '${cluster.node.path}' is not an EKS cluster.`,
    place: { construct: cluster.node.path },
  });
}

/** Inside the cluster, which is another stack: loaded when it is built. */
export const platform = (): typeof import("./platform") => require("./platform") as typeof import("./platform");
