/** What is known of what comes of the section: how it is called, and what each implementation knows. */
import type { ServiceFacts } from "../../model/resource-facts";
import { awsIngressFacts } from "./aws/facts";
import { azureIngressFacts } from "./azure/facts";
import { traefikFacts } from "./cluster/facts";

export const ingressFacts: readonly ServiceFacts[] = [
  { fileEntries: [{ path: "ingress", label: "ingress" }] },
  traefikFacts,
  awsIngressFacts,
  azureIngressFacts,
];
