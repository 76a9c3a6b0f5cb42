/** A Kubernetes cluster on hosts that SSH reaches. */
import type { Construct } from "constructs";
import { JangadaError } from "../../../errors";
import type { Implementation } from "../../../model/contract";
import { validateProps } from "../../kit/cdktf/props";
import { refuseClusterClients } from "../../kit/cdktf/separate-states";
import { checkClusterFields, checkVersion } from "../check";
import type { IKubernetesCluster, KUBERNETES_CLUSTER, KubernetesClusterAttributes } from "../contract";
import { type ClusterHosts, kubernetesClusterSchema, type KubernetesClusterProps } from "../props";
import { clusterSettings } from "./config";
import { HostGraph } from "./hosts/host-graph";
import { ImportedKubeadmCluster } from "./imported-kubeadm-cluster";
import { KubeadmClusterBase, type KubeadmDetail } from "./kubeadm-cluster-base";

export class KubeadmCluster extends KubeadmClusterBase {
  public readonly clusterName: string;
  public readonly version: string;
  public readonly endpoint: string;
  public readonly hosts: ClusterHosts;
  /** What is done on the hosts. */
  public readonly graph: HostGraph;

  /** @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, CLUSTER_WITHOUT_HOSTS, and what the checks of the section `cluster` say */
  constructor(scope: Construct, id: string, props: KubernetesClusterProps) {
    super(scope, id);
    const { network, deployFrom: _deployFrom, hosts, ...clusterProps } = props;
    const settings = validateProps(this, kubernetesClusterSchema, clusterProps, (checked) => [
      ...checkVersion(checked),
      ...checkClusterFields(checked, network.cidr),
    ]);
    const { name, region: site, version } = settings;
    const cluster = hosts && clusterSettings({ name, site, block: hosts.block, cluster: settings });
    if (!hosts || !cluster) {
      throw new JangadaError({
        code: "CLUSTER_WITHOUT_HOSTS",
        message: "A cluster of bare hosts needs to be told of them, and of a Kubernetes that is installed on hosts.",
        place: { construct: this.node.path, path: "hosts" },
        remedy: "Give `hosts`: the block `kubeadm` of an environment file, and the cluster's authority.",
      });
    }
    this.clusterName = name;
    this.version = version;
    this.hosts = hosts;
    this.endpoint = `https://${cluster.endpoint.host}:${cluster.endpoint.port}`;
    refuseClusterClients(this);
    this.graph = new HostGraph(this, "Resource", { hosts, settings: cluster });
  }

  public get certificateAuthority(): string {
    return this.hosts.authority.certificateAuthority;
  }
  public get administrator(): { readonly certificate: string; readonly key: string } {
    return this.hosts.authority.administrator;
  }
  public get attributes(): KubernetesClusterAttributes {
    const { clusterName, version, endpoint, certificateAuthority, administrator } = this;
    const details: Readonly<Record<KubeadmDetail, string>> = {
      "client-certificate": administrator.certificate,
      "client-key": administrator.key,
    };
    return { clusterName, version, endpoint, certificateAuthority, details };
  }
}

export const kubeadmClusterImplementation: Implementation<
  KubernetesClusterProps,
  IKubernetesCluster,
  typeof KUBERNETES_CLUSTER.shape
> = {
  create: (scope, id, props) => new KubeadmCluster(scope, id, props),
  fromAttributes: (scope, id, attributes) => new ImportedKubeadmCluster(scope, id, attributes),
};
