/** What of the section Azure's resources stand for. */
import type { ServiceFacts } from "../../../model/resource-facts";

const GATEWAY = "azurerm_nat_gateway";

export const azureNetworkFacts: ServiceFacts = {
  fileEntryOfType: { azurerm_virtual_network: "network" },
  fileFields: [{ type: GATEWAY, attribute: "sku_name", field: "azure.natSku" }],
  fieldLabels: { [GATEWAY]: { sku_name: { field: "azure.natSku" } } },
};
