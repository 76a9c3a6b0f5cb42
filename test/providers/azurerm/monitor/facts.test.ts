import { monitorFacts } from "../../../../src/providers/azurerm/monitor/facts";
import { describeNoise } from "../../../helpers/noise-cases";
import { describeRules, one } from "../../../helpers/rule-cases";
import { change, create, remove } from "../../../operations/risk/changes";

const SETTING = "azurerm_monitor_diagnostic_setting";
const WORKSPACE = "azurerm_log_analytics_workspace";
const logs = (...categories: string[]) => ({ enabled_log: categories.map((category) => ({ category })) });

describeRules(monitorFacts, {
  "data-loss/workspace-logs-shorter": one(
    change(WORKSPACE, { retention_in_days: 90 }, { retention_in_days: 30 }),
    change(WORKSPACE, { retention_in_days: 30 }, { retention_in_days: 90 }),
  ),
  "exposure/diagnostics-gone": one(remove(SETTING), create(SETTING, {})),
  "exposure/diagnostics-less": one(
    change(SETTING, logs("kube-audit-admin", "guard"), logs("guard")),
    change(SETTING, logs("guard"), logs("kube-audit-admin", "guard")),
  ),
  "exposure/logs-public": one(
    change(WORKSPACE, { internet_query_enabled: false }, { internet_query_enabled: true }),
    change(WORKSPACE, { internet_query_enabled: true }, { internet_query_enabled: false }),
  ),
  "cost/logs-uncapped": one(
    change(WORKSPACE, { daily_quota_gb: 5 }, { daily_quota_gb: -1 }),
    change(WORKSPACE, { daily_quota_gb: -1 }, { daily_quota_gb: 5 }),
  ),
});

describeNoise(monitorFacts, {
  "diagnostic-destination": {
    type: SETTING,
    before: { log_analytics_destination_type: "Dedicated" },
    noise: { log_analytics_destination_type: null },
    drift: { log_analytics_destination_type: "AzureDiagnostics" },
  },
});
