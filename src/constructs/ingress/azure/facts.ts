/** Which fields of the section Azure's attributes come from, and what is at risk. */
import type { ServiceFacts } from "../../../model/resource-facts";

export const azureIngressFacts: ServiceFacts = {
  fieldLabels: {
    azurerm_dns_zone: { name: { field: "dnsZone.name" } },
    azurerm_network_security_rule: {
      source_address_prefix: { field: "allow" },
      source_address_prefixes: { field: "allow" },
    },
  },
};
