/** What is known of what comes of the section: how it is called. */
import type { ServiceFacts } from "../../model/resource-facts";
import { alertingFacts } from "./alerting/facts";
import { observabilityReleaseFacts } from "./cluster/facts";
import { datadogFacts } from "./datadog/facts";

export const observabilityFacts: readonly ServiceFacts[] = [
  { fileEntries: [{ path: "observability", label: "observability" }] },
  alertingFacts,
  observabilityReleaseFacts,
  datadogFacts,
];
