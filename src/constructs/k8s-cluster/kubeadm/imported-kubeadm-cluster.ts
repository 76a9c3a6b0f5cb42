/** A cluster of bare hosts that another stack made, or that exists. */
import type { Construct } from "constructs";
import { clusterDetail } from "../../kit/cluster-detail";
import type { KubernetesClusterAttributes } from "../contract";
import { KubeadmClusterBase, type KubeadmDetail } from "./kubeadm-cluster-base";

export class ImportedKubeadmCluster extends KubeadmClusterBase {
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
  public get administrator(): { readonly certificate: string; readonly key: string } {
    return { certificate: this.detail("client-certificate"), key: this.detail("client-key") };
  }

  private detail(name: KubeadmDetail): string {
    return clusterDetail(this, name, "kubectl config view --raw --flatten");
  }
}
