/** Which fields of the section Azure Managed Redis' attributes come from. */
import type { ServiceFacts } from "../../../model/resource-facts";

const REDIS = "azurerm_managed_redis";

export const managedRedisFields: ServiceFacts = {
  fileEntryOfType: { [REDIS]: "redis.*" },
  fileFields: [{ type: REDIS, attribute: "sku_name", field: "azure.sku" }],
  fieldLabels: {
    [REDIS]: {
      name: { field: "name" },
      sku_name: { field: "azure.sku" },
      high_availability_enabled: { field: "topology.replicas" },
      public_network_access: { field: "public access" },
      "customer_managed_key.*.key_vault_key_id": { field: "azure.encryptionKey" },
      "default_database.*.clustering_policy": { field: "azure.clusteringPolicy" },
      "default_database.*.eviction_policy": { field: "parameters.maxmemory-policy" },
      "default_database.*.client_protocol": { field: "TLS" },
      "default_database.*.persistence_append_only_file_backup_frequency": { field: "use" },
    },
  },
};
