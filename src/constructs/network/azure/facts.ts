/** What of the section Azure's resources stand for. */
import type { ServiceFacts } from "../../../model/resource-facts";

export const azureNetworkFacts: ServiceFacts = {
  fileEntryOfType: { azurerm_virtual_network: "network" },
};
