/** A Kubernetes cluster: control plane, nodes, and what they cannot work without. */
import { Construct, type IConstruct } from "constructs";
import { type AttributesOf, defineContract } from "../../model/contract";
import type { IWorkloadIdentity, WorkloadIdentityProps } from "../../model/identity";
import { Target } from "../../model/target";
import type { KubernetesClusterProps } from "./props";

/** How a client proves who it is to the API server. Never a token in the state. */
export type ClusterAuth =
  /** A command that prints a short-lived credential: `aws eks get-token`, `kubelogin`. */
  | {
      readonly kind: "exec";
      readonly apiVersion: string;
      readonly command: string;
      readonly args: readonly string[];
      readonly env?: Readonly<Record<string, string>>;
    }
  /** A client certificate, PEM (kubeadm: in the state, as the README says). */
  | { readonly kind: "client-certificate"; readonly certificate: string; readonly key: string };

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
  readonly attributes: KubernetesClusterAttributes;
}

export const KUBERNETES_CLUSTER = defineContract<
  KubernetesClusterProps,
  IKubernetesCluster,
  {
    clusterName: "string";
    version: "string";
    endpoint: "string";
    certificateAuthority: "string";
    /** What only the target's own implementation understands: ids of its node role, security groups, queues, … */
    details: "map";
  }
>("k8s-cluster", {
  clusterName: "string",
  version: "string",
  endpoint: "string",
  certificateAuthority: "string",
  details: "map",
});

export type KubernetesClusterAttributes = AttributesOf<typeof KUBERNETES_CLUSTER.shape>;

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

  /** The implementation of the target: `EksCluster` on EKS. */
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
}
