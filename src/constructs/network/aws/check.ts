/** What AWS asks of the section `network`. */
import type { SectionProblem } from "../../../model/component";
import type { NetworkSection } from "../section";
import { checkZone } from "./check-zone";
import type { AwsNetworkBlock } from "./section";
import { firstZones, zonesOf } from "./zones";

type CreatedNetwork = Pick<NetworkSection, "nat" | "zoneCount"> & { readonly aws: Omit<AwsNetworkBlock, "existing"> };

/** The zones of a network that is made: those that are named, or the region's first ones. */
export function zonesFor(
  { zoneCount, aws }: Pick<CreatedNetwork, "zoneCount" | "aws">,
  region: string,
): readonly string[] {
  return aws.zones ?? firstZones(region, zoneCount ?? 0);
}

/** What is checked of a network that is made, whether a file or a program says it. */
export function checkAwsNetwork(section: CreatedNetwork, region: string): readonly SectionProblem[] {
  return [...checkZones(section, region), ...checkNatZone(section, region)];
}

function checkZones(section: CreatedNetwork, region: string): readonly SectionProblem[] {
  const zones = zonesFor(section, region);
  const known = zonesOf(region);
  const path = ["aws", "zones"];
  if (zones.length === 0) {
    const message = known
      ? "It is not said how many zones the network spreads over."
      : `The zones of region '${region}' are not known here.`;
    const remedy = known ? "Say it under 'zoneCount', or name them under 'aws.zones'." : "Name them under 'aws.zones'.";
    return [{ path, code: "NETWORK_NO_ZONES", message, remedy }];
  }
  const problems = zones.flatMap((zone, index) => [
    ...checkZone(zone, region, [...path, index]),
    ...(zones.indexOf(zone) === index
      ? []
      : [{ path: [...path, index], code: "NETWORK_ZONE_TWICE", message: `'${zone}' is named twice.` }]),
  ]);
  // What is named twice is told above.
  const different = new Set(zones).size;
  if (known && different > known.length) problems.push(tooMany(path, zones.length, region, known));
  if (problems.length > 0) return problems;
  const { zoneCount } = section;
  if (zoneCount === undefined || zoneCount === different) return [];
  if (known && zoneCount > known.length) return [tooMany(["zoneCount"], zoneCount, region, known)];
  return [
    {
      path: ["zoneCount"],
      code: "NETWORK_ZONE_COUNT",
      message: `'zoneCount' is ${zoneCount}, but 'aws.zones' names ${different}.`,
      remedy: `Leave out 'zoneCount', or write ${different}.`,
    },
  ];
}

function tooMany(path: readonly string[], requested: number, region: string, known: readonly string[]): SectionProblem {
  return {
    path,
    code: "NETWORK_TOO_MANY_ZONES",
    message: `${requested} zones are asked for, but region '${region}' has ${known.length}.`,
    remedy: `It has: ${known.join(", ")}.`,
  };
}

function checkNatZone(section: CreatedNetwork, region: string): readonly SectionProblem[] {
  const { natZone } = section.aws;
  const zones = zonesFor(section, region);
  if (section.nat !== "single" || natZone === undefined || zones.length === 0 || zones.includes(natZone)) return [];
  return [
    {
      path: ["aws", "natZone"],
      code: "NETWORK_NAT_ZONE",
      message: `The NAT gateway's zone '${natZone}' is not among the network's zones.`,
      remedy: `Write 'aws.natZone' with one of ${zones.join(", ")}, and keep it.`,
    },
  ];
}

/** Beside a network that exists, nothing is made, and so nothing about its making can be said. */
export function checkExisting(
  section: NetworkSection,
  existing: NonNullable<AwsNetworkBlock["existing"]>,
  region: string,
): readonly SectionProblem[] {
  const conflictingPaths = [
    ...(["cidr", "zoneCount", "nat", "privateEndpoints"] as const)
      .filter((key) => section[key] !== undefined)
      .map((key) => [key]),
    ...(["zones", "natZone", "encryptionKey"] as const)
      .filter((key) => section.aws[key] !== undefined)
      .map((key) => ["aws", key]),
  ];
  const contradictions = conflictingPaths.map((path) => ({
    path,
    code: "NETWORK_EXISTING_CONTRADICTION",
    message: `'${path.join(".")}' says how a network is made, but 'aws.existing' names one that is there.`,
    remedy: `Leave out '${path.join(".")}', or 'aws.existing'.`,
  }));
  const tiers = Object.entries(existing.subnets).flatMap(([tier, byZone]) =>
    Object.keys(byZone).flatMap((zone) => checkZone(zone, region, ["aws", "existing", "subnets", tier, zone])),
  );
  const missingSubnets: readonly SectionProblem[] =
    Object.keys(existing.subnets.private).length > 0
      ? []
      : [
          {
            path: ["aws", "existing", "subnets", "private"],
            code: "NETWORK_NO_ZONES",
            message: "A network needs private subnets: nodes and pods stand in them.",
            remedy: "Write a subnet's id under its zone: eu-west-1a: subnet-0123456789abcdef0.",
          },
        ];
  return [...contradictions, ...missingSubnets, ...tiers];
}
