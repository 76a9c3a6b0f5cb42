/** What AKS adds to the component `network`. */
import type { EnvironmentFacts, SectionProblem, TargetPart } from "../../../model/component";
import type { ExistingObject } from "../../../model/existing";
import { ZONE_REDUNDANT_NAT } from "../../../targets/aks/nat-gateways";
import { existingZones } from "../../kit/azure/existing-zones";
import { providerTooOld } from "../../kit/azure/provider-floor";
import type { NetworkSection } from "../section";
import { ZONES_BY_PROFILE } from "../zone-count";
import { checkNetwork } from "../check";
import { checkAzureNetwork } from "./check";
import { checkExistingNetwork, checkPurposes } from "./check-existing";
import { DELEGATIONS } from "./delegations";
import type { ExistingAzureNetwork } from "./existing-section";

export const aksNetworkPart: TargetPart<NetworkSection> = {
  // One in each zone is the profile's usual, which no subnet over all zones can have here: the file is told of it only where it asks.
  defaults: ({ profile }, given) => {
    const { zones: named, existing } = (given["azure"] ?? {}) as {
      readonly zones?: unknown;
      readonly existing?: unknown;
    };
    const count = Array.isArray(named) ? { zoneCount: new Set(named).size } : {};
    if (existing !== undefined) return { zoneCount: ZONES_BY_PROFILE[profile], ...count };
    return { ...(profile === "minimal" ? {} : { nat: "single" }), ...count };
  },
  check: (section, context) => {
    const { name, region: location } = context.facts;
    const { existing } = section.azure;
    return existing
      ? [...checkExistingNetwork(section, existing, { group: name, location }), ...checkPurposes(existing, context)]
      : [...checkNetwork(section), ...checkAzureNetwork(section, location), ...checkProvider(section, context.facts)];
  },
  existing: ({ azure: { privateZones = {}, existing } }) => [
    ...(existing ? [existingNetworkOf(existing)] : []),
    ...existingZones(...Object.values(privateZones)),
  ],
};

/** A program is told by the construct, which knows the stack's version. */
function checkProvider(
  { azure: { natSku } }: NetworkSection,
  { providerVersion }: EnvironmentFacts,
): readonly SectionProblem[] {
  const problem = natSku === "StandardV2" ? providerTooOld(ZONE_REDUNDANT_NAT, providerVersion) : undefined;
  return problem ? [{ ...problem, path: ["azure", "natSku"] }] : [];
}

function existingNetworkOf({ networkId, cidr, subnets }: ExistingAzureNetwork): ExistingObject {
  const { public: balancers, ...alone } = subnets;
  const named = Object.entries(balancers === subnets.nodes ? alone : subnets) as readonly (readonly [
    keyof ExistingAzureNetwork["subnets"],
    string | undefined,
  ])[];
  return {
    kind: "network",
    id: networkId,
    cidr,
    subnets: named.flatMap(([purpose, id]) => {
      const delegation = DELEGATIONS[purpose];
      if (id === undefined) return [];
      return [{ id, ...(purpose === "nodes" ? { wayOut: true } : {}), ...(delegation ? { delegation } : {}) }];
    }),
  };
}
