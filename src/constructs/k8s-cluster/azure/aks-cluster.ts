/** A Kubernetes cluster on AKS. */
import { ManagementLock } from "@cdktf/provider-azurerm/lib/management-lock";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import type { SectionProblem } from "../../../model/component";
import type { Implementation } from "../../../model/contract";
import { subnetOf } from "../../kit/azure/network-place";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { validateProps } from "../../kit/cdktf/props";
import { refuseClusterClients } from "../../kit/cdktf/separate-states";
import { AUTOSCALED_CPU } from "../defaults";
import { checkClusterFields, checkVersion } from "../check";
import type { IKubernetesCluster, KUBERNETES_CLUSTER, KubernetesClusterAttributes } from "../contract";
import type { KubernetesClusterProps } from "../props";
import type { INetwork } from "../../network/contract";
import type { AksDetail } from "./aks";
import { USUAL_SIZE } from "./added-limits";
import { AddedNodes } from "./added-nodes";
import { AksClusterBase } from "./aks-cluster-base";
import { aksClusterSchema, type AksClusterSettings } from "./aks-props";
import { ClusterAdmins } from "./cluster-admins";
import { AksControlPlane } from "./control-plane";
import { existingClusterAttributes } from "./existing-cluster";
import { existingAksCluster } from "./existing-section";
import { ImportedAksCluster } from "./imported-aks-cluster";
import { NodePool } from "./node-pool";
import { hasFixedPools } from "./node-provisioning";
import { checkAksCluster } from "./part";
import { grantPulls } from "./registries";

/**
 * Control plane, its own pool, pools of the file, and who administers. What runs inside the cluster stands in another stack.
 *
 * @security CKV_AZURE_115 AZU-0065 private, unless ranges for a public endpoint are named
 * @security CKV_AZURE_6 AZU-0041 and never the whole world
 * @security CKV_AZURE_5 AZU-0042 CKV_AZURE_141 rights by Entra ID alone, no account of the cluster's own
 * @security CKV_AZURE_7 AZU-0043 CKV2_AZURE_29 network policies hold
 * @security CKV_AZURE_8 CKV_AZURE_246 no dashboard, no routing without TLS
 * @security CKV_AZURE_116 AZU-0066 Azure Policy looks at what runs
 * @security CKV_AZURE_169 CKV_AZURE_170 scale sets, and a control plane with an assured uptime
 * @security CKV_AZURE_171 CKV_AZURE_172 patches by themselves, secrets renewed
 */
export class AksCluster extends AksClusterBase {
  public readonly clusterName: string;
  public readonly version: string;
  public readonly location: string;
  public readonly subscription: string;
  public readonly tenant: string;
  public readonly controlPlane: AksControlPlane;
  /** By name. */
  public readonly pools: ReadonlyMap<string, NodePool>;
  /** Absent without autoscaling, and where Karpenter adds them. */
  public readonly addedNodes?: AddedNodes;
  public readonly admins: ClusterAdmins;
  /** Absent of a cluster that may be deleted. */
  public readonly lock?: ManagementLock;
  public readonly volumeRedundancy: string;

  /** @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, NETWORK_INCOMPLETE, and what the checks of the section `cluster` say */
  constructor(scope: Construct, id: string, props: KubernetesClusterProps) {
    super(scope, id);
    const { network, deployFrom, ...clusterProps } = props;
    const settings = validateProps(this, aksClusterSchema, clusterProps, (checked) => checkSettings(checked, network));
    this.clusterName = settings.name;
    this.version = settings.version;
    this.location = settings.region;
    this.subscription = settings.account;
    this.tenant = settings.accountDetails.tenant;
    refuseClusterClients(this);

    this.controlPlane = new AksControlPlane(this, { settings, network, deployFrom });
    const { cluster } = this.controlPlane;
    this.node.defaultChild = cluster;
    this.admins = new ClusterAdmins(this, "admins", {
      subscription: settings.account,
      resourceGroupName: cluster.resourceGroupName,
      admins: settings.admins,
    });
    const pools = new Construct(this, "pools");
    const common = {
      clusterId: cluster.id,
      version: settings.version,
      hostEncryption: settings.azure.hostEncryption,
      networkZones: network.zones,
      subnetId: subnetOf(network, "nodes"),
      fixed: hasFixedPools(settings.azure),
    };
    this.pools = new Map(
      settings.pools.map((pool) => [pool.name, new NodePool(pools, pool.name, { ...common, pool })]),
    );
    const { autoscaling, azure } = settings;
    this.volumeRedundancy = azure.volumeRedundancy ?? (network.zones.length > 1 ? "ZRS" : "LRS");
    grantPulls(this, this.kubeletPrincipalId, azure.registries);
    if (autoscaling.enabled && !common.fixed) {
      this.addedNodes = new AddedNodes(this, "added", {
        ...common,
        autoscaling: { ...autoscaling, cpu: autoscaling.cpu ?? AUTOSCALED_CPU.minimal },
        vmSize: azure.addedNodes.vmSize ?? USUAL_SIZE,
      });
    }
    if (azure.lock ?? settings.deletionProtection) {
      this.lock = new ManagementLock(this, "lock", {
        name: "protected",
        scope: cluster.id,
        lockLevel: "CanNotDelete",
        notes: "Keeps the cluster and its node pools from being deleted: cluster.azure.lock of the environment file.",
        // Made last and taken away first: what stands on the cluster cannot be deleted under it.
        dependsOn: terraformDependables([this]),
      });
    }
  }

  public get endpoint(): string {
    const { cluster } = this.controlPlane;
    return `https://${this.controlPlane.isPrivate ? cluster.privateFqdn : cluster.fqdn}:443`;
  }
  /** The one thing of `kube_config` that is no secret. */
  public get certificateAuthority(): string {
    return Fn.nonsensitive(this.controlPlane.cluster.kubeConfig.get(0).clusterCaCertificate) as string;
  }
  public get clusterId(): string {
    return this.controlPlane.cluster.id;
  }
  public get resourceGroupName(): string {
    return this.controlPlane.cluster.resourceGroupName;
  }
  public get nodeResourceGroup(): string {
    return this.controlPlane.cluster.nodeResourceGroup;
  }
  public get oidcIssuer(): string {
    return this.controlPlane.cluster.oidcIssuerUrl;
  }
  public get identityPrincipalId(): string {
    return this.controlPlane.identity.identity.principalId;
  }
  public get kubeletPrincipalId(): string {
    return this.controlPlane.cluster.kubeletIdentity.objectId;
  }
  public get diskEncryptionSetId(): string {
    return this.controlPlane.disks.set.id;
  }
  public get attributes(): KubernetesClusterAttributes {
    const details: Readonly<Record<AksDetail, string>> = {
      location: this.location,
      subscription: this.subscription,
      tenant: this.tenant,
      "cluster-id": this.clusterId,
      "resource-group": this.resourceGroupName,
      "node-resource-group": this.nodeResourceGroup,
      "oidc-issuer": this.oidcIssuer,
      "identity-principal": this.identityPrincipalId,
      "kubelet-principal": this.kubeletPrincipalId,
      "disk-encryption-set": this.diskEncryptionSetId,
      "volume-redundancy": this.volumeRedundancy,
    };
    return {
      clusterName: this.clusterName,
      version: this.version,
      endpoint: this.endpoint,
      certificateAuthority: this.certificateAuthority,
      details,
    };
  }
}

const EXISTING_REFUSED: SectionProblem = {
  path: ["azure", "existing"],
  code: "CLUSTER_EXISTING_CONTRADICTION",
  message: "An AksCluster makes a cluster, but 'azure.existing' names one that is there.",
  remedy:
    "Adopt it: KubernetesCluster takes the same props, or the attributes of one by KubernetesCluster.fromExisting.",
};

/** What the section's own checks find in what a program says. */
function checkSettings(settings: AksClusterSettings, network: INetwork): readonly SectionProblem[] {
  const cidr = Token.isUnresolved(network.cidr) ? undefined : network.cidr;
  return [
    ...(settings.azure.existing ? [EXISTING_REFUSED] : []),
    ...checkVersion(settings),
    ...checkClusterFields(settings, cidr),
    ...checkAksCluster(settings, { zones: network.zones, ...(cidr === undefined ? {} : { cidr }) }, settings.region),
  ];
}

export const aksClusterImplementation: Implementation<
  KubernetesClusterProps,
  IKubernetesCluster,
  typeof KUBERNETES_CLUSTER.shape
> = {
  create: (scope, id, props) =>
    props.azure?.existing
      ? new ImportedAksCluster(
          scope,
          id,
          existingClusterAttributes(existingAksCluster.parse(props.azure.existing), props),
        )
      : new AksCluster(scope, id, props),
  fromAttributes: (scope, id, attributes) => new ImportedAksCluster(scope, id, attributes),
};
