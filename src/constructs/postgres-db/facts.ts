/** What is known of what comes of the section: how it is called, and what each implementation knows. */
import type { ServiceFacts } from "../../model/resource-facts";
import { rdsPostgresFacts } from "./aws/facts";
import { flexiblePostgresFacts } from "./azure/facts";
import { cnpgFacts } from "./cluster/cnpg-facts";
import { servicesFacts } from "./cluster/facts";

export const databasesFacts: readonly ServiceFacts[] = [
  { fileEntries: [{ path: "databases.*", label: "database" }] },
  rdsPostgresFacts,
  flexiblePostgresFacts,
  servicesFacts,
  cnpgFacts,
];
