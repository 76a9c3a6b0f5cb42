/** How Azure writes its names. Loads nothing, for sections and facts. */
import type { TextForm } from "../../model/target-facts";

const UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

export const SUBSCRIPTION: TextForm = {
  pattern: new RegExp(`^${UUID}$`),
  error: "must be the id of an Azure subscription, a UUID",
  // Of no subscription that anybody has: a rehearsal is content with it, a deployment is refused by the provider.
  example: "12345678-1234-4234-8234-123456789012",
};

export const TENANT: TextForm = {
  pattern: new RegExp(`^${UUID}$`),
  error: "must be the id of an Entra ID tenant, a UUID",
  example: "87654321-4321-4321-8321-210987654321",
};

/** Zones are called by their number in every region; which building a number means differs between subscriptions. */
export const ZONE: TextForm = {
  pattern: /^[1-3]$/,
  error: "must be the number of a zone, in quotes: '1', '2' or '3'",
  example: "1",
};

/** Of a key, or of one version of it: without a version, what is encrypted follows the key's rotation. */
export const KEY: TextForm = {
  pattern:
    /^https:\/\/[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]\.vault\.(azure\.net|azure\.cn|usgovcloudapi\.net)\/keys\/[a-zA-Z0-9-]{1,127}(\/[0-9a-f]{32})?$/,
  error: "must be the id of a Key Vault key, such as https://vault.vault.azure.net/keys/platform",
  example: "https://platform.vault.azure.net/keys/platform",
};

/** A group, a user or a service principal, by its object id: names can be given anew. */
export const PRINCIPAL: TextForm = {
  pattern: new RegExp(`^${UUID}$`),
  error: "must be the object id of an Entra ID group, a UUID",
  example: "11223344-5566-4788-8900-aabbccddeeff",
};

/** Of a public zone of Azure DNS. Azure itself writes some parts of ids in either case. */
export const DNS_ZONE: TextForm = {
  pattern: new RegExp(
    `^/subscriptions/${UUID}/resource[gG]roups/[^/]{1,90}/providers/[Mm]icrosoft\\.[Nn]etwork/dns[zZ]ones/[^/]{1,253}$`,
  ),
  error:
    "must be the id of a zone of Azure DNS, such as /subscriptions/…/resourceGroups/dns/providers/Microsoft.Network/dnsZones/example.org",
  example:
    "/subscriptions/12345678-1234-4234-8234-123456789012/resourceGroups/dns/providers/Microsoft.Network/dnsZones/example.org",
};

const NETWORK = `/subscriptions/${UUID}/resource[gG]roups/[a-zA-Z0-9._()-]{1,90}/providers/[Mm]icrosoft\\.[Nn]etwork/virtual[nN]etworks/[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,62}[a-zA-Z0-9_])?`;
const EXAMPLE_NETWORK =
  "/subscriptions/12345678-1234-4234-8234-123456789012/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/spoke";

/** A network's name has 64 characters at most, a subnet's 80 (learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules). */
export const VIRTUAL_NETWORK: TextForm = {
  pattern: new RegExp(`^${NETWORK}$`),
  error: "must be the id of a virtual network: /subscriptions/…/virtualNetworks/<name>",
  example: EXAMPLE_NETWORK,
};

export const SUBNET: TextForm = {
  pattern: new RegExp(`^${NETWORK}/subnets/[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,78}[a-zA-Z0-9_])?$`),
  error: "must be the id of a subnet: /subscriptions/…/virtualNetworks/<name>/subnets/<name>",
  example: `${EXAMPLE_NETWORK}/subnets/nodes`,
};

/** Of a user-assigned managed identity, by which a service uses a key (`userAssignedIdentities` of Azure's API). */
export const IDENTITY: TextForm = {
  pattern: new RegExp(
    `^/subscriptions/${UUID}/resourceGroups/[a-zA-Z0-9._()-]{1,90}/providers/Microsoft\\.ManagedIdentity/userAssignedIdentities/[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$`,
  ),
  error: "must be the id of a user-assigned managed identity: /subscriptions/…/userAssignedIdentities/…",
  example:
    "/subscriptions/12345678-1234-4234-8234-123456789012/resourceGroups/platform/providers/Microsoft.ManagedIdentity/userAssignedIdentities/platform-key",
};
