/** The control plane, and what must be there before it. */
import { KubernetesCluster as AksClusterResource } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import type { Construct } from "constructs";
import { formatAddress, parseIpv4Range } from "../../../model/cidr";
import { privateZoneOf, resourceGroupOf, subnetOf } from "../../kit/azure/network-place";
import { terraformDependables } from "../../kit/cdktf/dependables";
import type { INetwork } from "../../network/contract";
import type { AksClusterSettings } from "./aks-props";
import { ClusterIdentity } from "./cluster-identity";
import { systemPool } from "./system-pool";

/** The address of cluster DNS within the range of Services. */
const DNS_ADDRESS = 10n;
const OUTBOUND = { "nat-gateway": "userAssignedNATGateway", routes: "userDefinedRouting" } as const;
/** Hours between two sweeps of images that no pod uses, and that have known holes. */
const IMAGE_CLEANER_HOURS = 120;

/** @throws RangeError for what is no range; props are checked before. */
function dnsAddress(serviceCidr: string): string {
  const services = parseIpv4Range(serviceCidr);
  if (!services) throw new RangeError(`'${serviceCidr}' is no range of IPv4 addresses.`);
  return formatAddress({ family: services.family, number: services.first + DNS_ADDRESS });
}

/** Its parts stand directly below `scope`, which is the cluster. */
export class AksControlPlane {
  public readonly identity: ClusterIdentity;
  public readonly cluster: AksClusterResource;

  constructor(scope: Construct, settings: AksClusterSettings, network: INetwork) {
    const { name, region: location, version, api, accountDetails } = settings;
    const resourceGroupName = resourceGroupOf(network);
    const [nodes, apiServer] = [subnetOf(network, "nodes"), subnetOf(network, "api-server")];
    const isPrivate = api.public === undefined;
    const zone = privateZoneOf(network, "cluster");
    this.identity = new ClusterIdentity(scope, "identity", {
      clusterName: name,
      location,
      resourceGroupName,
      grants: {
        nodes: { role: "Network Contributor", scope: nodes },
        "api-server": { role: "Network Contributor", scope: apiServer },
        ...(isPrivate ? { "private-zone": { role: "Private DNS Zone Contributor", scope: zone } } : {}),
      },
    });
    this.cluster = new AksClusterResource(scope, "Resource", {
      name,
      location,
      resourceGroupName,
      nodeResourceGroup: `${name}-nodes`,
      dnsPrefix: name,
      kubernetesVersion: version,
      skuTier: "Standard",
      supportPlan: "KubernetesOfficial",
      identity: { type: "UserAssigned", identityIds: [this.identity.identity.id] },
      // All who use it are known to Entra ID, and their rights are roles of Azure.
      roleBasedAccessControlEnabled: true,
      localAccountDisabled: true,
      azureActiveDirectoryRoleBasedAccessControl: {
        tenantId: accountDetails.tenant,
        azureRbacEnabled: true,
        // Roles are heard of within five minutes (learn.microsoft.com/azure/aks/manage-azure-rbac); these groups at once.
        adminGroupObjectIds: [...new Set(settings.admins.map((admin) => admin.toLowerCase()))].sort(),
      },
      // Said, whatever the version's own default is: it can never be turned off again.
      oidcIssuerEnabled: true,
      workloadIdentityEnabled: true,
      // Nodes reach the API server by its address in the network, whether it has a public one or not.
      apiServerAccessProfile: {
        virtualNetworkIntegrationEnabled: true,
        subnetId: apiServer,
        ...(api.public ? { authorizedIpRanges: [...api.public.cidrs].sort() } : {}),
      },
      privateClusterEnabled: isPrivate,
      privateClusterPublicFqdnEnabled: false,
      ...(isPrivate ? { privateDnsZoneId: zone } : {}),
      runCommandEnabled: false,
      networkProfile: {
        networkPlugin: "azure",
        networkPluginMode: "overlay",
        networkDataPlane: "cilium",
        networkPolicy: "cilium",
        outboundType: OUTBOUND[settings.azure.outbound],
        loadBalancerSku: "standard",
        podCidr: settings.azure.podCidr,
        serviceCidr: settings.serviceCidr,
        dnsServiceIp: dnsAddress(settings.serviceCidr),
      },
      defaultNodePool: systemPool({
        systemPool: settings.azure.systemPool,
        version,
        zones: network.zones,
        subnetId: nodes,
      }),
      // Groups of one pool grow alike, so that each zone keeps its share. Said whole: what is left out, the provider turns off.
      autoScalerProfile: {
        balanceSimilarNodeGroups: true,
        daemonsetEvictionForEmptyNodesEnabled: false,
        daemonsetEvictionForOccupiedNodesEnabled: true,
        expander: "least-waste",
        ignoreDaemonsetsUtilizationEnabled: false,
        skipNodesWithLocalStorage: false,
        skipNodesWithSystemPods: true,
      },
      automaticUpgradeChannel: "patch",
      nodeOsUpgradeChannel: "NodeImage",
      azurePolicyEnabled: true,
      imageCleanerEnabled: true,
      imageCleanerIntervalHours: IMAGE_CLEANER_HOURS,
      keyVaultSecretsProvider: { secretRotationEnabled: true, secretRotationInterval: "2m" },
      costAnalysisEnabled: true,
      httpApplicationRoutingEnabled: false,
      timeouts: { create: "2h", update: "2h" },
      // In a stack with the network: the way out and the rules stand on the nodes' subnet first. An earlier stack's are there.
      dependsOn: [...this.identity.ready, ...terraformDependables([network])],
      // The number of nodes at first; the autoscaler's after that.
      lifecycle: { ignoreChanges: ["default_node_pool[0].node_count"] },
    });
  }
}
