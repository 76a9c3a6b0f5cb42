/** Blocks of the cluster that follow from its settings alone. */
import { formatAddress, parseIpv4Range } from "../../../model/cidr";
import type { AksClusterSettings } from "./aks-props";

/** All who use it are known to Entra ID, and their rights are roles of Azure. */
export function entraAccess({ admins, accountDetails }: Pick<AksClusterSettings, "admins" | "accountDetails">) {
  return {
    roleBasedAccessControlEnabled: true,
    localAccountDisabled: true,
    // Of no use but to whoever has a right in the subscription that goes around all of this.
    runCommandEnabled: false,
    azureActiveDirectoryRoleBasedAccessControl: {
      tenantId: accountDetails.tenant,
      azureRbacEnabled: true,
      // Roles are heard of within five minutes (learn.microsoft.com/azure/aks/manage-azure-rbac); these groups at once.
      adminGroupObjectIds: [...new Set(admins.map((admin) => admin.toLowerCase()))].sort(),
    },
  };
}

/** The address of cluster DNS within the range of Services. */
const DNS_ADDRESS = 10n;
const OUTBOUND = { "nat-gateway": "userAssignedNATGateway", routes: "userDefinedRouting" } as const;

/** Pods have addresses of their own, and Cilium carries packets and enforces policies. */
export function clusterNetwork({ serviceCidr, azure }: Pick<AksClusterSettings, "serviceCidr" | "azure">) {
  return {
    networkProfile: {
      networkPlugin: "azure",
      networkPluginMode: "overlay",
      networkDataPlane: "cilium",
      networkPolicy: "cilium",
      outboundType: OUTBOUND[azure.outbound],
      loadBalancerSku: "standard",
      podCidr: azure.podCidr,
      serviceCidr,
      dnsServiceIp: dnsAddress(serviceCidr),
    },
  };
}

/** @throws RangeError for what is no range; props are checked before. */
function dnsAddress(serviceCidr: string): string {
  const services = parseIpv4Range(serviceCidr);
  if (!services) throw new RangeError(`'${serviceCidr}' is no range of IPv4 addresses.`);
  return formatAddress({ family: services.family, number: services.first + DNS_ADDRESS });
}

/** Groups of one pool grow alike, so that each zone keeps its share. Said whole: what is left out, the provider turns off. */
export const AUTOSCALER = {
  balanceSimilarNodeGroups: true,
  daemonsetEvictionForEmptyNodesEnabled: false,
  daemonsetEvictionForOccupiedNodesEnabled: true,
  expander: "least-waste",
  ignoreDaemonsetsUtilizationEnabled: false,
  skipNodesWithLocalStorage: false,
  skipNodesWithSystemPods: true,
};

/** What AKS runs beside the control plane, and what it does not. */
export const ADDONS = {
  azurePolicyEnabled: true,
  imageCleanerEnabled: true,
  keyVaultSecretsProvider: { secretRotationEnabled: true, secretRotationInterval: "2m" },
  costAnalysisEnabled: true,
  httpApplicationRoutingEnabled: false,
};
