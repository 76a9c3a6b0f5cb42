/** The component `network`: its section, the profile's defaults, and what is checked. */
import { defineComponent, type EnvironmentFacts } from "../core/component";
import { checkNetwork } from "./check";
import { networkSection } from "./section";
import { defaultZones } from "./zones";

/** The range that a network gets which names none. */
export const DEFAULT_NETWORK_CIDR = "10.0.0.0/16";

export const networkComponent = defineComponent({
  name: "network",
  schema: networkSection,
  defaults: (facts, given) => (given["existing"] === undefined ? networkDefaults(facts) : {}),
  check: checkNetwork,
  build: {
    network: (deployment) => {
      const { buildNetwork } = require("./build") as typeof import("./build");
      buildNetwork(deployment);
    },
  },
});

function networkDefaults(facts: EnvironmentFacts) {
  const zones = defaultZones(facts);
  return {
    cidr: DEFAULT_NETWORK_CIDR,
    ...(zones.length > 0 ? { zones, natZone: zones[0] } : {}),
    nat: facts.profile === "minimal" ? "single" : "per-zone",
    privateEndpoints: facts.profile === "full",
  };
}
