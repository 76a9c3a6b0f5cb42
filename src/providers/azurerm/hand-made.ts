/** What people and other programs do to an Azure subscription by hand. */
import { increasedBy, type HandMadeChanges } from "../../rehearsal/engine/hand-made";

export const azurermHandMade: HandMadeChanges = {
  changes: [
    { type: "azurerm_kubernetes_cluster_node_pool", set: (object) => increasedBy(object, "max_count", 3) },
    { type: "azurerm_network_security_rule", set: () => ({ source_address_prefix: "0.0.0.0/0" }) },
    { type: "azurerm_log_analytics_workspace", set: (object) => increasedBy(object, "retention_in_days", 60) },
    { type: "azurerm_storage_account", set: () => ({ public_network_access_enabled: "true" }) },
  ],
  deletions: ["azurerm_monitor_diagnostic_setting", "azurerm_network_security_rule", "azurerm_management_lock"],
};
