/** `infra/environments/qa`, which lives on Azure, deployed whole by the real Terraform, protected, and taken down again. */
import { testOwnEnvironment } from "../../helpers/own-rehearsal";

testOwnEnvironment(
  "qa",
  [
    "azurerm_postgresql_flexible_server.databases_orders",
    "azurerm_storage_container.objectStorage_documents_container",
    "azurerm_storage_container.observability_logs_container",
    "azurerm_storage_container.velero_Store_container",
  ],
  {
    made: [
      "azurerm_virtual_network",
      "azurerm_kubernetes_cluster",
      "azurerm_postgresql_flexible_server",
      "azurerm_storage_account",
      "azurerm_dns_zone",
      "helm_release",
    ],
    // Deleted vaults, and the keys in them, are kept for 90 days whatever anybody does; a deleted server's backups for five.
    stays: [
      ...Array<string>(6).fill("azurerm_key_vault by design"),
      ...Array<string>(5).fill("azurerm_key_vault_key by design"),
      "azurerm_postgresql_flexible_server by design",
    ],
  },
);
