/** The control plane, and what must be there before it. */
import { KubernetesCluster as AksClusterResource } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import type { Construct } from "constructs";
import { privateZoneOf, resourceGroupOf, subnetOf } from "../../kit/azure/network-place";
import { terraformDependables } from "../../kit/cdktf/dependables";
import type { INetwork } from "../../network/contract";
import type { AksClusterSettings } from "./aks-props";
import { letClientsIn } from "./api-clients";
import { ClusterIdentity } from "./cluster-identity";
import { ClusterLogs } from "./cluster-logs";
import { ADDONS, AUTOSCALER, clusterNetwork, entraAccess } from "./control-plane-blocks";
import { DiskEncryption } from "./disk-encryption";
import { maintenanceWindow } from "./maintenance";
import { hasFixedPools, isNodeProvisioned } from "./node-provisioning";
import { writeNodeProvisioning } from "./node-provisioning-profile";
import { systemPool } from "./system-pool";
import { UpgradeGuard } from "./upgrade-guard";

/** Hours between two sweeps of images that no pod uses, and that have known holes. */
const IMAGE_CLEANER_HOURS = 120;

export interface AksControlPlaneProps {
  /** The props of the cluster, checked. */
  readonly settings: AksClusterSettings;
  /** The network that it stands in. */
  readonly network: INetwork;
  /** Public ranges from which keys are made. @default none */
  readonly deployFrom?: readonly string[] | undefined;
}

/** Its parts stand directly below `scope`, which is the cluster. */
export class AksControlPlane {
  public readonly disks: DiskEncryption;
  public readonly logs: ClusterLogs;
  public readonly identity: ClusterIdentity;
  public readonly upgradeGuard: UpgradeGuard;
  public readonly cluster: AksClusterResource;
  /** Whether the API server has no public endpoint. */
  public readonly isPrivate: boolean;

  constructor(scope: Construct, { settings, network, deployFrom }: AksControlPlaneProps) {
    const { name, region: location, version, azure } = settings;
    const resourceGroupName = resourceGroupOf(network);
    const place = { name, location, resourceGroupName };
    const fixed = hasFixedPools(azure);
    this.isPrivate = settings.api.public === undefined;
    this.disks = new DiskEncryption(scope, "disks", {
      ...place,
      subscription: settings.account,
      tenant: settings.accountDetails.tenant,
      network,
      protected: settings.deletionProtection,
      ...(deployFrom === undefined ? {} : { deployFrom }),
      existing: existingKey(azure.encryptionKeys.volumes),
    });
    this.logs = new ClusterLogs(scope, "logs", { ...place, retentionDays: settings.logRetentionDays });
    this.identity = new ClusterIdentity(scope, "identity", {
      clusterName: name,
      location,
      resourceGroupName,
      grants: this.grants(settings, network),
    });
    const { workspace } = this.logs;
    this.upgradeGuard = new UpgradeGuard(scope, "upgrade-guard", {
      clusterName: name,
      resourceGroupName,
      version,
      isPrivate: this.isPrivate,
    });
    this.cluster = new AksClusterResource(scope, "Resource", {
      ...place,
      nodeResourceGroup: `${name}-nodes`,
      dnsPrefix: name,
      kubernetesVersion: version,
      ...(azure.longTermSupport
        ? { skuTier: "Premium", supportPlan: "AKSLongTermSupport" }
        : { skuTier: "Standard", supportPlan: "KubernetesOfficial" }),
      identity: { type: "UserAssigned", identityIds: [this.identity.identity.id] },
      ...entraAccess(settings),
      // Said, whatever the version's own default is: it can never be turned off again.
      oidcIssuerEnabled: true,
      workloadIdentityEnabled: true,
      ...this.access(settings, network),
      ...clusterNetwork(settings),
      diskEncryptionSetId: this.disks.set.id,
      ...(azure.etcdKey
        ? {
            keyManagementService: {
              keyVaultKeyId: azure.etcdKey.id,
              keyVaultNetworkAccess: azure.etcdKey.network === "private" ? "Private" : "Public",
            },
          }
        : {}),
      defaultNodePool: systemPool({
        ...azure,
        fixed,
        version,
        zones: network.zones,
        subnetId: subnetOf(network, "nodes"),
      }),
      ...(fixed ? {} : { autoScalerProfile: AUTOSCALER }),
      automaticUpgradeChannel: "patch",
      nodeOsUpgradeChannel: "NodeImage",
      maintenanceWindowAutoUpgrade: maintenanceWindow(azure.maintenance.upgrades),
      maintenanceWindowNodeOs: maintenanceWindow(azure.maintenance.nodeImages),
      ...ADDONS,
      imageCleanerIntervalHours: IMAGE_CLEANER_HOURS,
      omsAgent: { logAnalyticsWorkspaceId: workspace.id, msiAuthForMonitoringEnabled: true },
      ...(azure.defender ? { microsoftDefender: { logAnalyticsWorkspaceId: workspace.id } } : {}),
      timeouts: { create: "2h", update: "2h" },
      // In a stack with the network: the way out and the rules stand on the nodes' subnet first. An earlier stack's are there.
      dependsOn: [...this.identity.ready, ...terraformDependables([network])],
      // The number of nodes at first; the autoscaler's after that.
      lifecycle: {
        ...(fixed ? {} : { ignoreChanges: ["default_node_pool[0].node_count"] }),
        precondition: this.upgradeGuard.preconditions,
        ...(settings.deletionProtection ? { preventDestroy: true } : {}),
      },
    });
    writeNodeProvisioning(this.cluster, isNodeProvisioned(settings));
    letClientsIn(scope, "api-clients", network, settings.api.clients);
    this.logs.collect(this.cluster.id, azure.audit);
  }

  /** Every role of the cluster's identity, before the cluster: without them it is refused, or left half made. */
  private grants(settings: AksClusterSettings, network: INetwork) {
    const { etcdKey } = settings.azure;
    return {
      nodes: { role: "Network Contributor", scope: subnetOf(network, "nodes") },
      "api-server": { role: "Network Contributor", scope: subnetOf(network, "api-server") },
      // learn.microsoft.com/azure/aks/azure-disk-customer-managed-keys: it reads what encrypts the disks that it makes.
      disks: { role: "Reader", scope: this.disks.set.id },
      ...(this.isPrivate
        ? { "private-zone": { role: "Private DNS Zone Contributor", scope: privateZoneOf(network, "cluster") } }
        : {}),
      // learn.microsoft.com/azure/aks/use-kms-etcd-encryption, "Assign permissions".
      ...(etcdKey ? { "etcd-key": { role: "Key Vault Crypto User", scope: etcdKey.vault } } : {}),
      ...(etcdKey?.network === "private"
        ? { "etcd-vault": { role: "Key Vault Contributor", scope: etcdKey.vault } }
        : {}),
    };
  }

  /** Nodes reach the API server by its address in the network, whether it has a public one or not. */
  private access({ api }: AksClusterSettings, network: INetwork) {
    return {
      apiServerAccessProfile: {
        virtualNetworkIntegrationEnabled: true,
        subnetId: subnetOf(network, "api-server"),
        ...(api.public ? { authorizedIpRanges: [...api.public.cidrs].sort() } : {}),
      },
      privateClusterEnabled: this.isPrivate,
      privateClusterPublicFqdnEnabled: false,
      ...(this.isPrivate ? { privateDnsZoneId: privateZoneOf(network, "cluster") } : {}),
    };
  }
}

function existingKey(given: AksClusterSettings["azure"]["encryptionKeys"]["volumes"]) {
  return given && { keyId: given.id, identityId: given.identity };
}
