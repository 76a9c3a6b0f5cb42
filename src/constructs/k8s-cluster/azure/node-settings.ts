/** What holds for the nodes of every pool on AKS. */

/** Pods on a node; what overlay networks have unless told (learn.microsoft.com/azure/aks/concepts-network-ip-address-planning). */
export const MAX_PODS = 110;

/**
 * Always said: AKS fills it in, and the provider would take what it reads for a change (hashicorp/terraform-provider-azurerm#24020).
 * A third more nodes while nodes are renewed; what does not leave a node in half an hour holds the renewal up.
 */
export const UPGRADE_SETTINGS = { maxSurge: "33%", drainTimeoutInMinutes: 30, nodeSoakDurationInMinutes: 0 };

/** Made for containers, and small; images for both architectures (learn.microsoft.com/azure/aks/use-azure-linux). */
export const OS_SKU = "AzureLinux";
