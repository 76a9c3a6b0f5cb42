/** The component `network`: its section, the profile's defaults, and what is checked. */
import { defineComponent, type EnvironmentFacts } from "../../model/component";
import { isAdopted } from "../kit/adopted";
import { eksNetworkPart } from "./aws/part";
import { checkNetwork } from "./check";
import { DEFAULT_NETWORK_CIDR, networkSection } from "./section";
import { ZONES_BY_PROFILE } from "./zone-count";

export const networkComponent = defineComponent({
  name: "network",
  schema: networkSection,
  defaults: (facts, given) => (isAdopted(given, facts) ? {} : networkDefaults(facts)),
  check: (section, { facts }) => (isAdopted(section, facts) ? [] : checkNetwork(section)),
  targets: { eks: eksNetworkPart },
  renamed: [
    { former: "zones", now: "aws.zones" },
    { former: "natZone", now: "aws.natZone" },
    { former: "encryptionKey", now: "aws.encryptionKey" },
    { former: "existing", now: "aws.existing" },
  ],
  facts: () => (require("./facts") as typeof import("./facts")).networkFacts,
  provides: { network: ["network"] },
  build: {
    network: (deployment) => {
      const { buildNetwork } = require("./build") as typeof import("./build");
      buildNetwork(deployment);
    },
  },
});

function networkDefaults({ profile }: EnvironmentFacts) {
  return {
    cidr: DEFAULT_NETWORK_CIDR,
    zoneCount: ZONES_BY_PROFILE[profile],
    nat: profile === "minimal" ? "single" : "per-zone",
    privateEndpoints: profile === "full",
  };
}
