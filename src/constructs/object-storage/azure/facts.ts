/** How a storage account's attributes are called in the section. */
import type { ServiceFacts } from "../../../model/resource-facts";

const ACCOUNT = "azurerm_storage_account";
const LOCK = "azurerm_storage_container_immutability_policy";
const LIFECYCLE = "azurerm_storage_management_policy";

export const storageAccountFields: ServiceFacts = {
  fileEntryOfType: { [ACCOUNT]: "objectStorage.*" },
  fileFields: [
    { type: ACCOUNT, attribute: "account_replication_type", field: "azure.replication" },
    { type: ACCOUNT, attribute: "blob_properties[0].delete_retention_policy[0].days", field: "noncurrentDays" },
  ],
  fieldLabels: {
    [ACCOUNT]: {
      name: { field: "azure.storageAccount" },
      account_replication_type: { field: "azure.replication" },
      "blob_properties.*.delete_retention_policy.*.days": { field: "noncurrentDays", unit: "days" },
      "blob_properties.*.container_delete_retention_policy.*.days": { field: "noncurrentDays", unit: "days" },
      "customer_managed_key.*.key_vault_key_id": { field: "azure.encryptionKey" },
      "immutability_policy.*.period_since_creation_in_days": { field: "lock.days", unit: "days" },
      "immutability_policy.*.state": { field: "lock.mode" },
      public_network_access_enabled: { field: "public access" },
      shared_access_key_enabled: { field: "shared keys" },
    },
    [LOCK]: { immutability_period_in_days: { field: "lock.days", unit: "days" }, locked: { field: "lock.mode" } },
    [LIFECYCLE]: {
      "rule.*.actions.*.base_blob.*.delete_after_days_since_modification_greater_than": {
        field: "expireDays",
        unit: "days",
      },
      "rule.*.actions.*.base_blob.*.tier_to_cool_after_days_since_modification_greater_than": {
        field: "coldAfterDays",
        unit: "days",
      },
    },
  },
};
