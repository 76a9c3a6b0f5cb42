/** What EKS adds to the component `network`: which zones, and a network that exists. */
import type { EnvironmentFacts, TargetPart } from "../../../model/component";
import type { ExistingObject } from "../../../model/existing";
import { existingKeys } from "../../kit/existing-key";
import type { NetworkSection } from "../section";
import { checkNetwork } from "../check";
import { checkAwsNetwork, checkExisting } from "./check";
import type { AwsNetworkBlock } from "./section";
import { defaultZones, firstZones } from "./zones";

export const eksNetworkPart: TargetPart<NetworkSection> = {
  defaults,
  check: (section, { facts }) =>
    section.aws.existing
      ? checkExisting(section, section.aws.existing, facts.region)
      : [...checkNetwork(section), ...checkAwsNetwork(section, facts.region)],
  existing: ({ aws: { encryptionKey, existing } }) => [
    ...existingKeys(encryptionKey),
    ...(existing ? [existingNetworkOf(existing)] : []),
  ],
};

function defaults(facts: EnvironmentFacts, given: Readonly<Record<string, unknown>>): unknown {
  const { existing, zones: named } = (given["aws"] ?? {}) as { readonly existing?: unknown; readonly zones?: unknown };
  if (existing !== undefined) return {};
  const [gateway] = defaultZones(facts);
  const natZone = gateway === undefined ? {} : { natZone: gateway };
  if (Array.isArray(named)) return { zoneCount: new Set(named).size, aws: natZone };
  const count = given["zoneCount"];
  const zones = typeof count === "number" ? firstZones(facts.region, count) : defaultZones(facts);
  return { aws: { ...natZone, ...(zones.length > 0 ? { zones } : {}) } };
}

function existingNetworkOf({ networkId: id, cidr, subnets }: NonNullable<AwsNetworkBlock["existing"]>): ExistingObject {
  const zones = new Map(
    Object.values(subnets).flatMap((byZone) => Object.entries(byZone).map(([zone, of]) => [of, zone])),
  );
  return { kind: "network", id, cidr, subnets: [...zones].map(([of, zone]) => ({ id: of, zone })) };
}
