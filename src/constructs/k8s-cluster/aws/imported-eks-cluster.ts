/** An EKS cluster that another stack made, or that exists. */
import type { Construct } from "constructs";
import { clusterDetail } from "../../kit/cluster-detail";
import type { KubernetesClusterAttributes } from "../contract";
import type { EksDetails, KarpenterFacts } from "./eks";
import { EksClusterBase } from "./eks-cluster-base";

export class ImportedEksCluster extends EksClusterBase {
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
  private get details(): EksDetails {
    return this.attributes.details;
  }

  private detail(name: keyof EksDetails): string {
    return clusterDetail(this, name, "aws eks describe-cluster");
  }
}
