/** What is known of Azure Monitor. */
import type { ServiceFacts } from "../../../model/resource-facts";

const SETTING = "azurerm_monitor_diagnostic_setting";
const WORKSPACE = "azurerm_log_analytics_workspace";
const TABLE = "azurerm_log_analytics_workspace_table";
const COLLECTION = ["azurerm_monitor_data_collection_rule", "azurerm_monitor_data_collection_rule_association"];
const RETENTION = "https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure";

export const monitorFacts: ServiceFacts = {
  holdsData: { [WORKSPACE]: "logs: they can be recovered for 14 days" },
  billed: [WORKSPACE],
  noise: [
    {
      name: "diagnostic-destination",
      types: [SETTING],
      attribute: /^log_analytics_destination_type$/,
      reason:
        "Services that have one kind of table do not tell it (https://github.com/hashicorp/terraform-provider-azurerm/issues/22406).",
      when: ({ after }) => after == null || after === "",
    },
  ],
  fieldLabels: { [WORKSPACE]: { retention_in_days: { field: "logs are kept", unit: "days" } } },
  rules: [
    {
      id: "data-loss/workspace-logs-shorter",
      risk: "data-loss",
      types: [WORKSPACE, TABLE],
      actions: ["update"],
      when: [{ path: "retention_in_days", is: "less" }],
      reason: "Logs are kept for {after} days instead of {before}: older ones go within a month.",
      source: RETENTION,
    },
    {
      id: "exposure/diagnostics-gone",
      risk: "exposure",
      types: [SETTING, ...COLLECTION],
      actions: ["delete"],
      reason: "What happens there is no longer recorded.",
    },
    {
      id: "exposure/diagnostics-less",
      risk: "exposure",
      types: [SETTING],
      actions: ["update", "replace"],
      when: [{ path: "enabled_log.category", is: "losing" }],
      reason: "Less is recorded than before: only {after}.",
    },
    {
      id: "exposure/logs-public",
      risk: "exposure",
      types: [WORKSPACE],
      actions: ["update"],
      when: [{ anyOf: ["internet_ingestion_enabled", "internet_query_enabled"], is: "switched-on" }],
      reason: "Logs are written, or read, from the internet.",
    },
    {
      id: "cost/logs-uncapped",
      risk: "cost",
      direction: "up",
      types: [WORKSPACE],
      actions: ["update"],
      when: [{ path: "daily_quota_gb", becomes: [-1] }],
      reason: "What is written in a day has no limit any more, and is paid for by the GiB.",
      source: "https://learn.microsoft.com/azure/azure-monitor/logs/daily-cap",
    },
  ],
};
