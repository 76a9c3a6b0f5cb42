/** What is known of what comes of the section: how it is called, and what each implementation knows. */
import type { ServiceFacts } from "../../model/resource-facts";
import { awsNetworkFacts } from "./aws/facts";
import { azureNetworkFacts } from "./azure/facts";

export const networkFacts: readonly ServiceFacts[] = [
  { fileEntries: [{ path: "network", label: "network" }] },
  awsNetworkFacts,
  azureNetworkFacts,
];
