/** What is known of public DNS zones. */
import type { ServiceFacts } from "../../../model/resource-facts";

const ZONE = "azurerm_dns_zone";

export const dnsFacts: ServiceFacts = {
  holdsData: { [ZONE]: "a zone with all of its records; another one of this name has other name servers" },
  rules: [
    {
      id: "downtime/dns-zone",
      risk: "downtime",
      types: [ZONE],
      actions: ["delete", "replace"],
      reason:
        "No name of the zone is found until whoever delegates it names the new servers, and resolvers have forgotten the old ones.",
      source: "https://learn.microsoft.com/azure/dns/dns-zones-records",
    },
  ],
};
