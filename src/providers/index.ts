/**
 * What is known of every provider's resource types, put together: the one place that names them all. Only the command line
 * and `jangada/operations` hand it on; no engine imports it.
 */
import type { ServiceFacts } from "../model/resource-facts";
import { awsFacts } from "./aws/facts";
import { externalFacts } from "./external/facts";
import { helmFacts } from "./helm/facts";
import { httpFacts } from "./http/facts";
import { kubernetesFacts } from "./kubernetes/facts";
import { randomFacts } from "./random/facts";
import { tlsFacts } from "./tls/facts";

/** In the order in which findings of one severity are told. */
export const providerFacts: readonly ServiceFacts[] = [
  ...awsFacts,
  helmFacts,
  kubernetesFacts,
  tlsFacts,
  randomFacts,
  externalFacts,
  httpFacts,
];
