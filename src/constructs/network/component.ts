/** The component `network`: its section, the profile's defaults, and what is checked. */
import type { Existing } from "../../model/existing";
import { defineComponent, type EnvironmentFacts } from "../../model/component";
import { existingKeys } from "../kit/existing-key";
import { checkNetwork } from "./check";
import { type NetworkSection, networkSection } from "./section";
import { defaultZones } from "./zones";

/** The range that a network gets which names none. */
export const DEFAULT_NETWORK_CIDR = "10.0.0.0/16";

export const networkComponent = defineComponent({
  name: "network",
  schema: networkSection,
  defaults: (facts, given) => (given["existing"] === undefined ? networkDefaults(facts) : {}),
  check: checkNetwork,
  existing: ({ encryptionKey, existing }) => [
    ...existingKeys(encryptionKey),
    ...(existing ? [existingNetwork(existing)] : []),
  ],
  facts: () => (require("./facts") as typeof import("./facts")).networkFacts,
  build: {
    network: (deployment) => {
      const { buildNetwork } = require("./build") as typeof import("./build");
      buildNetwork(deployment);
    },
  },
});

function existingNetwork({ networkId: id, cidr, subnets }: NonNullable<NetworkSection["existing"]>): Existing {
  const zones = new Map(
    Object.values(subnets).flatMap((byZone) => Object.entries(byZone).map(([zone, of]) => [of, zone])),
  );
  return { kind: "network", id, cidr, subnets: [...zones].map(([of, zone]) => ({ id: of, zone })) };
}

function networkDefaults(facts: EnvironmentFacts) {
  const zones = defaultZones(facts);
  return {
    cidr: DEFAULT_NETWORK_CIDR,
    ...(zones.length > 0 ? { zones, natZone: zones[0] } : {}),
    nat: facts.profile === "minimal" ? "single" : "per-zone",
    privateEndpoints: facts.profile === "full",
  };
}
