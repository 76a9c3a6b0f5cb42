/** Checks across the fields of the section `network`. */
import type { SectionContext, SectionProblem } from "../../model/component";
import { hasHostBits, normalRange, parseIpv4Range } from "../../model/cidr";
import { NETWORK_PREFIX } from "./cidr-plan";
import type { NetworkSection } from "./section";
import { zonesOf } from "./zones";

export function checkNetwork(section: NetworkSection, { facts }: SectionContext): readonly SectionProblem[] {
  if (section.existing) return checkExisting(section, section.existing, facts.region);
  return [...checkRange(section), ...checkZones(section.zones ?? [], facts.region), ...checkNat(section)];
}

/** Beside a network that exists, nothing is made, and so nothing about its making can be said. */
function checkExisting(
  section: NetworkSection,
  existing: NonNullable<NetworkSection["existing"]>,
  region: string,
): readonly SectionProblem[] {
  const contradicting = (["cidr", "zones", "nat", "natZone", "privateEndpoints", "encryptionKey"] as const)
    .filter((key) => section[key] !== undefined)
    .map((key) => ({
      path: [key],
      code: "NETWORK_EXISTING_CONTRADICTION",
      message: `'${key}' says how a network is made, but 'existing' names one that is there.`,
      remedy: `Leave out '${key}', or 'existing'.`,
    }));
  const tiers = Object.entries(existing.subnets).flatMap(([tier, byZone]) =>
    Object.keys(byZone).flatMap((zone) => checkZone(zone, region, ["existing", "subnets", tier, zone])),
  );
  const none: SectionProblem[] =
    Object.keys(existing.subnets.private).length > 0
      ? []
      : [
          {
            path: ["existing", "subnets", "private"],
            code: "NETWORK_NO_ZONES",
            message: "A network needs private subnets: nodes and pods stand in them.",
            remedy: "Write a subnet's id under its zone: eu-west-1a: subnet-0123456789abcdef0.",
          },
        ];
  return [...contradicting, ...none, ...tiers];
}

function checkRange({ cidr }: NetworkSection): readonly SectionProblem[] {
  const range = cidr === undefined ? undefined : parseIpv4Range(cidr);
  if (cidr === undefined || !range) return [];
  if (range.prefix < NETWORK_PREFIX.min || range.prefix > NETWORK_PREFIX.max) {
    return [
      {
        path: ["cidr"],
        code: "NETWORK_CIDR_SIZE",
        message: `'${cidr}' is a /${range.prefix}: a network is a /${NETWORK_PREFIX.min} to /${NETWORK_PREFIX.max}.`,
        remedy: `Choose a larger or smaller range, such as ${normalRange(cidr.replace(/\/\d+$/, "/16"))}.`,
      },
    ];
  }
  if (!hasHostBits(cidr)) return [];
  return [
    {
      path: ["cidr"],
      code: "NETWORK_CIDR_NOT_NORMAL",
      message: `'${cidr}' has bits set behind its prefix.`,
      remedy: `Write ${normalRange(cidr)}.`,
    },
  ];
}

function checkZones(zones: readonly string[], region: string): readonly SectionProblem[] {
  const known = zonesOf(region);
  if (zones.length === 0) {
    return [
      {
        path: ["zones"],
        code: "NETWORK_NO_ZONES",
        message: `The zones of region '${region}' are not known here.`,
        remedy: "Name them under 'zones'.",
      },
    ];
  }
  const problems = zones.flatMap((zone, index) => [
    ...checkZone(zone, region, ["zones", index]),
    ...(zones.indexOf(zone) === index
      ? []
      : [{ path: ["zones", index], code: "NETWORK_ZONE_TWICE", message: `'${zone}' is named twice.` }]),
  ]);
  // What is named twice is told above.
  if (known && new Set(zones).size > known.length) {
    problems.push({
      path: ["zones"],
      code: "NETWORK_TOO_MANY_ZONES",
      message: `${zones.length} zones are asked for, but region '${region}' has ${known.length}.`,
      remedy: `It has: ${known.join(", ")}.`,
    });
  }
  return problems;
}

/** One zone against what its region has. */
export function checkZone(zone: string, region: string, path: readonly (string | number)[]): readonly SectionProblem[] {
  if (zone.slice(0, -1) !== region) {
    return [
      {
        path,
        code: "ZONE_OF_OTHER_REGION",
        message: `'${zone}' is a zone of region '${zone.slice(0, -1)}', but the environment is in '${region}'.`,
        cause: `zones of ${zone.slice(0, -1)} in ${region}`,
        ...remedyFor(region),
      },
    ];
  }
  const known = zonesOf(region);
  if (!known || known.includes(zone)) return [];
  return [
    {
      path,
      code: "ZONE_NOT_IN_REGION",
      message: `Region '${region}' has no zone '${zone}'.`,
      ...remedyFor(region),
      cause: `no zone ${zone}`,
    },
  ];
}

function remedyFor(region: string): { readonly remedy?: string } {
  const known = zonesOf(region);
  return known ? { remedy: `Its zones are ${known.join(", ")}.` } : {};
}

function checkNat({ nat, natZone, zones, privateEndpoints }: NetworkSection): readonly SectionProblem[] {
  if (nat === "none" && !privateEndpoints) {
    return [
      {
        path: ["nat"],
        code: "NETWORK_NO_WAY_OUT",
        message:
          "Without NAT and without private endpoints, nodes reach neither their images nor the cluster's services.",
        remedy: "Write 'privateEndpoints: true', or another 'nat'.",
      },
    ];
  }
  if (nat !== "single" || natZone === undefined || !zones || zones.includes(natZone)) return [];
  return [
    {
      path: ["natZone"],
      code: "NETWORK_NAT_ZONE",
      message: `The NAT gateway's zone '${natZone}' is not among the network's zones.`,
      remedy: `Write 'natZone' with one of ${zones.join(", ")}, and keep it.`,
    },
  ];
}
