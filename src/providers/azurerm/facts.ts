/** What is known of Azure's resource types, service by service. */
import type { ServiceFacts } from "../../model/resource-facts";
import { containerFacts } from "./containers/facts";
import { dnsFacts } from "./dns/facts";
import { identityFacts } from "./identity/facts";
import { vaultFacts } from "./keyvault/facts";
import { monitorFacts } from "./monitor/facts";
import { networkFacts } from "./network/facts";
import { postgresFacts } from "./postgres/facts";
import { redisFacts } from "./redis/facts";
import { sharedFacts } from "./shared/facts";
import { storageFacts } from "./storage/facts";

/** In the order in which findings of one severity are told. */
export const azurermFacts: readonly ServiceFacts[] = [
  containerFacts,
  postgresFacts,
  redisFacts,
  storageFacts,
  vaultFacts,
  identityFacts,
  networkFacts,
  dnsFacts,
  monitorFacts,
  sharedFacts,
];
