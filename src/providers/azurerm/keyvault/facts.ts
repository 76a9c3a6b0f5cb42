/** What is known of Key Vault. */
import type { ServiceFacts } from "../../../model/resource-facts";

const VAULT = "azurerm_key_vault";
const KEY = "azurerm_key_vault_key";
const SECRET = "azurerm_key_vault_secret";
const ENCRYPTION_SET = "azurerm_disk_encryption_set";
const SOFT_DELETE = "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview";
const NETWORK = "https://learn.microsoft.com/azure/key-vault/general/network-security";

export const vaultFacts: ServiceFacts = {
  holdsData: {
    [VAULT]:
      "keys and secrets: they can be recovered for as long as soft_delete_retention_days says, and then by nobody",
    [KEY]: "a key: once it is purged, nothing that it encrypted can be read by anybody",
    [SECRET]: "a secret",
    azurerm_key_vault_certificate: "a certificate, with its private key",
  },
  irreversible: [
    {
      types: [VAULT],
      attribute: "purge_protection_enabled",
      closed: (real, wanted) => real === true && wanted !== true,
      reason: "Purge protection cannot be turned off.",
      source: SOFT_DELETE,
    },
    {
      types: [VAULT],
      attribute: "soft_delete_retention_days",
      closed: (real, wanted) => Number(real) !== Number(wanted),
      reason: "For how long a vault keeps what was deleted is set once.",
      source: SOFT_DELETE,
    },
  ],
  noise: [
    {
      name: "key-rotated",
      types: [KEY],
      attribute: /^(id|version|n|e|x|y|public_key_(pem|openssh)|resource_id|expiration_date)$/,
      reason:
        "The key's policy makes a version a year (https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation).",
      when: (_change, { before, after }) =>
        Array.isArray(after?.["rotation_policy"]) &&
        after["rotation_policy"].length > 0 &&
        before?.["versionless_id"] === after["versionless_id"] &&
        before?.["version"] !== after["version"],
    },
    {
      name: "disks-follow-key",
      types: [ENCRYPTION_SET],
      attribute: /^key_vault_key_(id|url)$/,
      reason:
        "A set with automatic rotation tells the newest version of its key (https://learn.microsoft.com/azure/virtual-machines/disk-encryption).",
      when: ({ before, after }, { after: object }) =>
        object?.["auto_key_rotation_enabled"] === true && withoutVersion(before) === withoutVersion(after),
    },
  ],
  fieldLabels: {
    [VAULT]: {
      "network_acls.*.ip_rules": { field: "deployFrom" },
      public_network_access_enabled: { field: "public access" },
      soft_delete_retention_days: { field: "deleted secrets come back", unit: "days" },
    },
  },
  rules: [
    {
      id: "exposure/vault-public",
      risk: "exposure",
      types: [VAULT],
      actions: ["update", "replace"],
      when: [{ path: "public_network_access_enabled", becomes: [true] }],
      reason: "The vault is reached from the internet, by whom its rules let in.",
      source: NETWORK,
    },
    {
      id: "exposure/vault-open",
      risk: "exposure",
      types: [VAULT],
      actions: ["create", "update", "replace"],
      when: [{ path: "network_acls.default_action", becomes: ["Allow"] }],
      reason: "Whoever has a permission reaches the vault, from wherever it is public.",
      source: NETWORK,
    },
    {
      id: "exposure/vault-opening",
      risk: "exposure",
      types: [VAULT],
      actions: ["update"],
      when: [{ path: "network_acls.ip_rules", is: "opening" }],
      reason: "The vault lets more addresses in: {after}.",
      source: NETWORK,
    },
    {
      id: "exposure/vault-policies",
      risk: "exposure",
      types: [VAULT],
      actions: ["update"],
      when: [{ path: "rbac_authorization_enabled", becomes: [false] }],
      reason:
        "Roles count no longer: the vault's own list of policies decides, which whoever may change the vault can write.",
      source: "https://learn.microsoft.com/azure/key-vault/general/rbac-access-policy",
    },
    {
      id: "exposure/vault-key-not-rotated",
      risk: "exposure",
      types: [KEY],
      actions: ["update"],
      when: [{ path: "rotation_policy.automatic.time_after_creation", is: "removed" }],
      reason: "The key is no longer renewed by itself.",
    },
    {
      id: "downtime/vault-key-gone",
      risk: "downtime",
      types: [KEY, VAULT],
      actions: ["delete", "replace"],
      reason:
        "What is encrypted with a key of it is not read by anybody until the key is recovered: servers and disks stop.",
      source: "https://learn.microsoft.com/azure/storage/common/customer-managed-keys-overview",
    },
    {
      id: "downtime/disk-encryption",
      risk: "downtime",
      types: [ENCRYPTION_SET],
      actions: ["delete", "replace"],
      reason: "Disks that it encrypts cannot be attached: nodes do not start.",
      source: "https://learn.microsoft.com/azure/virtual-machines/disk-encryption",
    },
  ],
};

const withoutVersion = (id: unknown): unknown => (typeof id === "string" ? id.replace(/\/[0-9a-f]{32}$/, "") : id);
