/** What is known of Azure Monitor. */
import type { ServiceFacts } from "../../../model/resource-facts";

const SETTING = "azurerm_monitor_diagnostic_setting";

export const monitorFacts: ServiceFacts = {
  holdsData: { azurerm_log_analytics_workspace: "logs: they can be recovered for 14 days" },
  billed: ["azurerm_log_analytics_workspace"],
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
};
