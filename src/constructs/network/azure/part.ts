/** What AKS adds to the component `network`. */
import type { TargetPart } from "../../../model/component";
import type { NetworkSection } from "../section";
import { checkAzureNetwork } from "./check";

export const aksNetworkPart: TargetPart<NetworkSection> = {
  // One in each zone is the profile's usual, which no subnet over all zones can have here: the file is told of it only where it asks.
  defaults: ({ profile }, given) => {
    const { zones: named } = (given["azure"] ?? {}) as { readonly zones?: unknown };
    return {
      ...(profile === "minimal" ? {} : { nat: "single" }),
      ...(Array.isArray(named) ? { zoneCount: new Set(named).size } : {}),
    };
  },
  check: (section, { facts }) => checkAzureNetwork(section, facts.region),
};
