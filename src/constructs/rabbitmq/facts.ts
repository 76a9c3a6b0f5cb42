/** What is known of what comes of the section: how it is called, and what each implementation knows. */
import type { ServiceFacts } from "../../model/resource-facts";
import { mqBrokerFacts } from "./aws/facts";
import { topologyFacts } from "./topology/facts";

export const rabbitmqFacts: readonly ServiceFacts[] = [
  { fileEntries: [{ path: "rabbitmq.*", label: "broker" }] },
  mqBrokerFacts,
  topologyFacts,
];
