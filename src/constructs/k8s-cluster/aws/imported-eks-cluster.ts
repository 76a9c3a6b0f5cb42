/** An EKS cluster that another stack made, or that exists. */
import { Construct, type IConstruct } from "constructs";
import { JangadaError } from "../../../errors";
import { awsPartition } from "../../kit/aws/partition";
import type { IWorkloadIdentity, WorkloadIdentityProps } from "../../../model/identity";
import { type EksDetails, type IEksCluster, type KarpenterFacts, platform, type PodIdentityProps } from "./eks";
import { execAuth } from "./auth";
import type { AutoscalingProps, ClusterAuth, KubernetesClusterAttributes } from "../contract";
import { podIdentityFor } from "./permissions";
import { POD_IDENTITY_ENDPOINTS, PodIdentity } from "./pod-identity";

export class ImportedEksCluster extends Construct implements IEksCluster {
  public readonly credentialEndpoints = POD_IDENTITY_ENDPOINTS;
  public readonly attributes: KubernetesClusterAttributes;

  constructor(scope: Construct, id: string, attributes: KubernetesClusterAttributes) {
    super(scope, id);
    this.attributes = attributes;
  }

  public get clusterName(): string {
    return this.attributes.clusterName;
  }
  public get version(): string {
    return this.attributes.version;
  }
  public get endpoint(): string {
    return this.attributes.endpoint;
  }
  public get certificateAuthority(): string {
    return this.attributes.certificateAuthority;
  }
  public get region(): string {
    return this.detail("region");
  }
  public get account(): string {
    return this.detail("account");
  }
  public get partition(): string {
    return awsPartition(this.region);
  }
  public get clusterArn(): string {
    return this.detail("clusterArn");
  }
  public get vpcId(): string {
    return this.detail("vpcId");
  }
  public get clusterSecurityGroupId(): string {
    return this.detail("securityGroupId");
  }
  public get nodeRoleName(): string {
    return this.detail("nodeRoleName");
  }
  public get volumeKeyArn(): string | undefined {
    return this.details.volumeKeyArn;
  }
  public get karpenter(): KarpenterFacts | undefined {
    const { karpenterQueue, karpenterInstanceProfile, karpenterNodeRole } = this.details;
    if (!karpenterQueue || !karpenterInstanceProfile || !karpenterNodeRole) return undefined;
    return {
      queueName: karpenterQueue,
      instanceProfileName: karpenterInstanceProfile,
      nodeRoleName: karpenterNodeRole,
    };
  }
  public get auth(): ClusterAuth {
    return execAuth(this);
  }

  public identify(scope: Construct, id: string, props: WorkloadIdentityProps): IWorkloadIdentity {
    return this.podIdentity(scope, id, podIdentityFor(props, this));
  }

  public podIdentity(scope: Construct, id: string, props: PodIdentityProps): IWorkloadIdentity {
    const { clusterName, clusterArn, region } = this;
    return new PodIdentity(scope, id, { clusterName, clusterArn, region, ...props });
  }

  public storageClass(scope: Construct, id: string): IConstruct {
    return platform().eksStorageClass(this, scope, id);
  }
  public autoscale(scope: Construct, props: AutoscalingProps): IConstruct | undefined {
    return platform().eksAutoscaling(this, scope, props);
  }

  private get details(): EksDetails {
    return this.attributes.details;
  }

  private detail(name: keyof EksDetails): string {
    const value = this.details[name];
    if (value !== undefined) return value;
    throw new JangadaError({
      code: "CLUSTER_DETAIL_MISSING",
      message: `The adopted cluster '${this.clusterName}' has no '${name}' among its details.`,
      place: { construct: this.node.path, path: `details.${name}` },
      remedy: "Give it with the other attributes: `aws eks describe-cluster` shows them.",
    });
  }
}
