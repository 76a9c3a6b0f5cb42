/** What every cluster on AKS does in the same way, whoever made it. */
import { Construct, type IConstruct } from "constructs";
import type { CredentialEndpoint, IWorkloadIdentity, WorkloadIdentityProps } from "../../../model/identity";
import { aksLogin } from "../../../targets/aks/client";
import type { ClusterPlatformProps, ClusterAuth, KubernetesClusterAttributes } from "../contract";
import { type IAksCluster, platform } from "./aks";
import { WorkloadIdentity } from "./workload-identity";

export abstract class AksClusterBase extends Construct implements IAksCluster {
  /** Entra ID hands them out on the internet, by HTTPS. */
  public readonly credentialEndpoints: readonly CredentialEndpoint[] = [];

  public abstract readonly clusterName: string;
  public abstract readonly version: string;
  public abstract readonly endpoint: string;
  public abstract readonly certificateAuthority: string;
  public abstract readonly location: string;
  public abstract readonly subscription: string;
  public abstract readonly tenant: string;
  public abstract readonly clusterId: string;
  public abstract readonly resourceGroupName: string;
  public abstract readonly nodeResourceGroup: string;
  public abstract readonly oidcIssuer: string;
  public abstract readonly identityPrincipalId: string;
  public abstract readonly kubeletPrincipalId: string;
  public abstract readonly diskEncryptionSetId: string | undefined;
  public abstract readonly volumeRedundancy: string;
  public abstract readonly attributes: KubernetesClusterAttributes;

  public get auth(): ClusterAuth {
    return { kind: "exec", ...aksLogin(this.tenant) };
  }

  public identify(scope: Construct, id: string, props: WorkloadIdentityProps): IWorkloadIdentity {
    return new WorkloadIdentity(scope, id, { ...props, cluster: this });
  }

  /** Made with the cluster. */
  public networking(): IConstruct | undefined {
    return undefined;
  }

  public storageClass(scope: Construct, id: string): IConstruct {
    return platform().aksStorageClass(this, scope, id);
  }

  /** AKS itself adds and removes nodes: nothing of it is installed, but its Karpenter is told which. */
  public autoscale(scope: Construct, props: ClusterPlatformProps): IConstruct | undefined {
    return platform().aksAutoscaling(this, scope, props);
  }
}
