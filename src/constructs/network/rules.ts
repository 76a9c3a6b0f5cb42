/** What the section `network` may hold. */
import { defineRules, type EnvironmentFacts } from "../../model/component";
import { isAdopted } from "../kit/adopted";
import { DEFAULT_NETWORK_CIDR, networkSection } from "./section";
import { ZONES_BY_PROFILE } from "./zone-count";

export const networkRules = defineRules({
  schema: networkSection,
  defaults: (facts, given) => (isAdopted(given, facts) ? {} : networkDefaults(facts)),
  targets: {
    aks: () => (require("./azure/part") as typeof import("./azure/part")).aksNetworkPart,
    eks: () => (require("./aws/part") as typeof import("./aws/part")).eksNetworkPart,
    kubeadm: () => (require("./kubeadm/part") as typeof import("./kubeadm/part")).kubeadmNetworkPart,
  },
  renamed: [
    { former: "zones", now: "aws.zones" },
    { former: "natZone", now: "aws.natZone" },
    { former: "encryptionKey", now: "aws.encryptionKey" },
    { former: "existing", now: "aws.existing" },
  ],
});

function networkDefaults({ profile }: EnvironmentFacts) {
  return {
    cidr: DEFAULT_NETWORK_CIDR,
    zoneCount: ZONES_BY_PROFILE[profile],
    nat: profile === "minimal" ? "single" : "per-zone",
    privateEndpoints: profile === "full",
  };
}
