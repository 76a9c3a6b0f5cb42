/** A Kubernetes cluster: control plane, nodes, and what they cannot work without. */
import type { Construct, IConstruct } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { contractClass } from "../../model/contract-class";
import type { EnvironmentFacts } from "../../model/component";
import type { CredentialEndpoint, IWorkloadIdentity, WorkloadIdentityProps } from "../../model/identity";
import type { ExecLogin } from "../../model/target-facts";
import { kubernetesClusterImplementations } from "./implementations";
import type { INetwork } from "../network/contract";
import type { KubernetesClusterProps } from "./props";
import type { ClusterSection } from "./section";

/** How a client proves who it is to the API server. Never a token in the state. */
export type ClusterAuth =
  /** A command that prints a short-lived credential. */
  | ({ readonly kind: "exec" } & ExecLogin)
  /** A client certificate, PEM (kubeadm: in the state, as the README says). */
  | { readonly kind: "client-certificate"; readonly certificate: string; readonly key: string };

/** What a cluster is told of its environment when something is put into it. */
export interface ClusterPlatformProps {
  /** Profile, protection and tags of the environment, and what its target knows of it: replicas and labels follow from them. */
  readonly facts: Pick<EnvironmentFacts, "profile" | "protected" | "tags" | "target" | "settings">;
  /** The section `cluster` of the environment file: limits under `autoscaling`, chart values under the target's block. */
  readonly section: ClusterSection;
  /** The network of its nodes. */
  readonly network: INetwork;
  /** Whether the network has no way to the internet. */
  readonly isolated: boolean;
}

export interface IKubernetesCluster extends IConstruct {
  readonly clusterName: string;
  /** Kubernetes minor, such as `1.34`; literal. */
  readonly version: string;
  /** URL of the API server. */
  readonly endpoint: string;
  /** Certificate authority of the API server, base64 of PEM. */
  readonly certificateAuthority: string;
  readonly auth: ClusterAuth;
  /** Lets the pods of a service account act in the cloud. */
  identify(scope: Construct, id: string, props: WorkloadIdentityProps): IWorkloadIdentity;
  /** Where pods fetch the credentials of such an identity; empty where HTTPS to the internet is enough. */
  readonly credentialEndpoints: readonly CredentialEndpoint[];
  /**
   * Makes what no pod starts without: a network of their own, and addresses of load balancers, as a child of its own name. What else
   * the stack puts into the cluster comes after it, and after the class of volumes. Undefined where the cluster brings it along.
   */
  networking(scope: Construct, props: ClusterPlatformProps): IConstruct | undefined;
  /** Makes the default class of volumes, in a stack that reaches the cluster; undefined where it brings one along. */
  storageClass(scope: Construct, id: string, props: ClusterPlatformProps): IConstruct | undefined;
  /** Installs what adds and removes nodes as pods need them, as a child of its own name; undefined where nothing is to be. */
  autoscale(scope: Construct, props: ClusterPlatformProps): IConstruct | undefined;
  readonly attributes: KubernetesClusterAttributes;
  /** Whether something among the attributes is secret. @default false */
  readonly sensitive?: boolean;
}

const SHAPE = {
  clusterName: "string",
  version: "string",
  endpoint: "string",
  certificateAuthority: "string",
  /** What only the target's own implementation understands: ids of its nodes' identity, of firewalls, queues, … */
  details: "map",
} as const;

export type KubernetesClusterContract = Contract<KubernetesClusterProps, IKubernetesCluster, typeof SHAPE>;
export const KUBERNETES_CLUSTER: KubernetesClusterContract = defineContract(
  "k8s-cluster",
  SHAPE,
  kubernetesClusterImplementations,
);

export type KubernetesClusterAttributes = AttributesOf<typeof SHAPE>;

/** A Kubernetes cluster on the target of its scope. */
export class KubernetesCluster extends contractClass(KUBERNETES_CLUSTER, {
  clusterName: true,
  version: true,
  endpoint: true,
  certificateAuthority: true,
  auth: true,
  identify: true,
  credentialEndpoints: true,
  networking: true,
  storageClass: true,
  autoscale: true,
  attributes: true,
  sensitive: true,
}) {}
