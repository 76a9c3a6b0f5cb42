/** `infra/environments/qa`, which lives on Azure, deployed whole by the real Terraform, protected, and taken down again. */
import { testOwnEnvironment } from "../../helpers/own-rehearsal";

testOwnEnvironment(
  "qa",
  [
    "azurerm_postgresql_flexible_server.databases_orders",
    "azurerm_storage_account.objectStorage_documents",
    "azurerm_storage_account.observability_logs",
    "azurerm_storage_account.velero_Store",
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
    stays: [],
  },
);
