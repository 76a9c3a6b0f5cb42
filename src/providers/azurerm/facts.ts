/** What is known of Azure's resource types, service by service. */
import type { ServiceFacts } from "../../model/resource-facts";
import { vaultFacts } from "./keyvault/facts";
import { monitorFacts } from "./monitor/facts";
import { postgresFacts } from "./postgres/facts";
import { storageFacts } from "./storage/facts";

export const azurermFacts: readonly ServiceFacts[] = [postgresFacts, vaultFacts, monitorFacts, storageFacts];
