/** What every cluster on EKS does in the same way, whoever made it. */
import { Construct, type IConstruct } from "constructs";
import type { IWorkloadIdentity, WorkloadIdentityProps } from "../../../model/identity";
import { awsPartition } from "../../kit/aws/partition";
import type { ClusterPlatformProps, ClusterAuth, KubernetesClusterAttributes } from "../contract";
import { execAuth } from "./auth";
import { type IEksCluster, type KarpenterFacts, platform, type PodIdentityProps } from "./eks";
import { podIdentityFor } from "./permissions";
import { POD_IDENTITY_ENDPOINTS, PodIdentity } from "./pod-identity";

export abstract class EksClusterBase extends Construct implements IEksCluster {
  public readonly credentialEndpoints = POD_IDENTITY_ENDPOINTS;

  public abstract readonly clusterName: string;
  public abstract readonly version: string;
  public abstract readonly endpoint: string;
  public abstract readonly certificateAuthority: string;
  public abstract readonly region: string;
  public abstract readonly account: string;
  public abstract readonly clusterArn: string;
  public abstract readonly vpcId: string;
  public abstract readonly clusterSecurityGroupId: string;
  public abstract readonly nodeRoleName: string;
  public abstract readonly volumeKeyArn: string | undefined;
  public abstract readonly karpenter: KarpenterFacts | undefined;
  public abstract readonly attributes: KubernetesClusterAttributes;

  public get partition(): string {
    return awsPartition(this.region);
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

  /** Made with the cluster. */
  public networking(): IConstruct | undefined {
    return undefined;
  }

  public storageClass(scope: Construct, id: string): IConstruct {
    return platform().eksStorageClass(this, scope, id);
  }

  public autoscale(scope: Construct, props: ClusterPlatformProps): IConstruct | undefined {
    return platform().eksAutoscaling(this, scope, props);
  }
}
