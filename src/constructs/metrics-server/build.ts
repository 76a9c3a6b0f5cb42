/** Builds the section `metricsServer`. */
import type { Deployment } from "../../model/component";
import { factsOf } from "../../targets";
import { NETWORK } from "../network/contract";
import { MetricsServer } from "./cluster/metrics-server";
import { isInstalled } from "./rules";
import type { MetricsServerSection } from "./section";

export function buildMetricsServer({
  facts,
  section,
  sections,
  scope,
  require,
}: Deployment<MetricsServerSection>): void {
  if (!isInstalled({ facts, sections })) return;
  new MetricsServer(scope, "Default", {
    profile: facts.profile,
    networkCidr: require(NETWORK, "network").cidr,
    unsignedKubelets: factsOf(facts.target)?.unsignedKubelets,
    values: section.values,
  });
}
