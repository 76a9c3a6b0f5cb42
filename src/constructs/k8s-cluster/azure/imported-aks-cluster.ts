/** An AKS cluster that another stack made, or that exists. */
import type { Construct } from "constructs";
import { clusterDetail } from "../../kit/cluster-detail";
import type { KubernetesClusterAttributes } from "../contract";
import type { AksDetail } from "./aks";
import { AksClusterBase } from "./aks-cluster-base";

export class ImportedAksCluster extends AksClusterBase {
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
  public get location(): string {
    return this.detail("location");
  }
  public get subscription(): string {
    return this.detail("subscription");
  }
  public get tenant(): string {
    return this.detail("tenant");
  }
  public get clusterId(): string {
    return this.detail("cluster-id");
  }
  public get resourceGroupName(): string {
    return this.detail("resource-group");
  }
  public get nodeResourceGroup(): string {
    return this.detail("node-resource-group");
  }
  public get oidcIssuer(): string {
    return this.detail("oidc-issuer");
  }
  public get identityPrincipalId(): string {
    return this.detail("identity-principal");
  }
  public get kubeletPrincipalId(): string {
    return this.detail("kubelet-principal");
  }
  public get diskEncryptionSetId(): string | undefined {
    return this.attributes.details["disk-encryption-set"];
  }
  public get volumeRedundancy(): string {
    return this.attributes.details["volume-redundancy"] ?? "LRS";
  }

  private detail(name: AksDetail): string {
    return clusterDetail(this, name, "az aks show");
  }
}
