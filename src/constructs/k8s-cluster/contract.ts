/** A Kubernetes cluster: control plane, nodes, and what they cannot work without. */
import { Construct, type IConstruct } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import type { EnvironmentFacts } from "../../model/component";
import type { CredentialEndpoint, IWorkloadIdentity, WorkloadIdentityProps } from "../../model/identity";
import { Target } from "../../model/target";
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

export interface AutoscalingProps {
  readonly facts: Pick<EnvironmentFacts, "profile" | "protected" | "tags">;
  /** What the file says of nodes that come and go, a target's own words with it. */
  readonly section: Pick<ClusterSection, "version" | "autoscaling" | "values">;
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
  /** Makes the default class of volumes, in a stack that reaches the cluster; undefined where it brings one along. */
  storageClass(scope: Construct, id: string): IConstruct | undefined;
  /** Installs what adds and removes nodes as pods need them, as a child of its own name; undefined where nothing is to be. */
  autoscale(scope: Construct, props: AutoscalingProps): IConstruct | undefined;
  readonly attributes: KubernetesClusterAttributes;
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
export class KubernetesCluster extends Construct implements IKubernetesCluster {
  /** Adopts a cluster that exists. Makes no resources. */
  public static fromExisting(
    scope: Construct,
    id: string,
    attributes: KubernetesClusterAttributes,
  ): IKubernetesCluster {
    return Target.of(scope).implementation(KUBERNETES_CLUSTER, scope).fromAttributes(scope, id, attributes);
  }

  /** The implementation of the target. */
  public readonly implementation: IKubernetesCluster;

  constructor(scope: Construct, id: string, props: KubernetesClusterProps) {
    super(scope, id);
    this.implementation = Target.of(this).implementation(KUBERNETES_CLUSTER, this).create(this, "Default", props);
    this.node.defaultChild = this.implementation.node.defaultChild;
  }

  public get clusterName(): string {
    return this.implementation.clusterName;
  }
  public get version(): string {
    return this.implementation.version;
  }
  public get endpoint(): string {
    return this.implementation.endpoint;
  }
  public get certificateAuthority(): string {
    return this.implementation.certificateAuthority;
  }
  public get auth(): ClusterAuth {
    return this.implementation.auth;
  }
  public get attributes(): KubernetesClusterAttributes {
    return this.implementation.attributes;
  }
  public identify(scope: Construct, id: string, props: WorkloadIdentityProps): IWorkloadIdentity {
    return this.implementation.identify(scope, id, props);
  }
  public get credentialEndpoints(): readonly CredentialEndpoint[] {
    return this.implementation.credentialEndpoints;
  }
  public storageClass(scope: Construct, id: string): IConstruct | undefined {
    return this.implementation.storageClass(scope, id);
  }
  public autoscale(scope: Construct, props: AutoscalingProps): IConstruct | undefined {
    return this.implementation.autoscale(scope, props);
  }
}
