import { dnsFacts } from "../../../../src/providers/azurerm/dns/facts";
import { describeRules, one } from "../../../helpers/rule-cases";
import { create, remove } from "../../../operations/risk/changes";

describeRules(dnsFacts, {
  "downtime/dns-zone": one(remove("azurerm_dns_zone"), create("azurerm_dns_zone", {})),
});
