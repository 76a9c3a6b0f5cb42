/** What is known of resource types, of every provider. */
import type { ServiceFacts } from "../model/resource-facts";
import { awsFacts } from "./aws/facts";
import { azurermFacts } from "./azurerm/facts";
import { externalFacts } from "./external/facts";
import { helmFacts } from "./helm/facts";
import { httpFacts } from "./http/facts";
import { kubernetesFacts } from "./kubernetes/facts";
import { volumeClaimFacts } from "./kubernetes/volume-claim-facts";
import { randomFacts } from "./random/facts";
import { terraformFacts } from "./terraform/facts";
import { tlsFacts } from "./tls/facts";

/** In the order in which findings of one severity are told. */
export const serviceFacts: readonly ServiceFacts[] = [
  ...awsFacts,
  ...azurermFacts,
  helmFacts,
  kubernetesFacts,
  volumeClaimFacts,
  tlsFacts,
  randomFacts,
  terraformFacts,
  externalFacts,
  httpFacts,
];
