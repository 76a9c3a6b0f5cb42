/** What Azure asks of the section `network`. */
import type { SectionProblem } from "../../../model/component";
import { aksFacts } from "../../../targets/aks/facts";
import type { NetworkSection } from "../section";
import { checkNat } from "./check-nat";

type MadeNetwork = Pick<NetworkSection, "zoneCount" | "azure">;

const zonesOf = (location: string): readonly string[] | undefined => aksFacts.region.known[location];

/** The zones of a network that is made: those that are named, or the location's first ones; none of one that has none. */
export function zonesFor({ zoneCount, azure }: MadeNetwork, location: string): readonly string[] {
  return azure.zones ? [...azure.zones].sort() : (zonesOf(location) ?? []).slice(0, zoneCount ?? 3);
}

/** Where the way out stands: whatever zones are added, it stays; undefined where there are none, and of one that is in all. */
export function natZoneFor(section: MadeNetwork, location: string): string | undefined {
  if (section.azure.natSku === "StandardV2") return undefined;
  return section.azure.natZone ?? zonesFor({ ...section, azure: {} }, location)[0];
}

/** What is checked of a network that is made, whether a file or a program says it. */
export function checkAzureNetwork(
  section: MadeNetwork & Pick<NetworkSection, "nat">,
  location: string,
): readonly SectionProblem[] {
  return [...checkZonesOf(section, location), ...checkNat(section, location)];
}

/** Which zones, and how many: of a network that is made, and of what stands in one that exists. */
export function checkZonesOf(section: MadeNetwork, location: string): readonly SectionProblem[] {
  return [...checkZones(section, location), ...checkNamed(section, location)];
}

/** Zones by number, against what the location has, and against their count. */
function checkNamed({ zoneCount, azure }: MadeNetwork, location: string): readonly SectionProblem[] {
  const known = zonesOf(location);
  if (!known) return [];
  const { zones = [], natZone } = azure;
  const remedy = known.length === 0 ? "Leave it out: the location has none." : `Its zones are ${known.join(", ")}.`;
  const missing = (zone: string, path: readonly (string | number)[]): readonly SectionProblem[] =>
    known.includes(zone)
      ? []
      : [{ path, code: "ZONE_NOT_IN_REGION", message: `The location '${location}' has no zone '${zone}'.`, remedy }];
  const each = zones.flatMap((zone, index) => [
    ...missing(zone, ["azure", "zones", index]),
    ...(zones.indexOf(zone) === index
      ? []
      : [{ path: ["azure", "zones", index], code: "NETWORK_ZONE_TWICE", message: `'${zone}' is named twice.` }]),
  ]);
  const nat = natZone === undefined ? [] : missing(natZone, ["azure", "natZone"]);
  if (each.length > 0 || azure.zones === undefined || zoneCount === undefined || zoneCount === zones.length) {
    return [...each, ...nat];
  }
  return [
    {
      path: ["zoneCount"],
      code: "NETWORK_ZONE_COUNT",
      message: `'zoneCount' is ${zoneCount}, but 'azure.zones' names ${zones.length}.`,
      remedy: `Leave out 'zoneCount', or write ${zones.length}.`,
    },
    ...nat,
  ];
}

function checkZones({ zoneCount }: Pick<NetworkSection, "zoneCount">, location: string): readonly SectionProblem[] {
  const known = zonesOf(location);
  if (!known || zoneCount === undefined || zoneCount <= known.length) return [];
  // One of everything needs no zones.
  if (known.length === 0 && zoneCount === 1) return [];
  return [
    {
      path: ["zoneCount"],
      code: "NETWORK_TOO_MANY_ZONES",
      message:
        known.length === 0
          ? `${zoneCount} zones are asked for, but '${location}' has none: what stands there does not survive the loss of a building.`
          : `${zoneCount} zones are asked for, but '${location}' has ${known.length}.`,
      remedy:
        known.length === 0
          ? "Choose a location with zones, or write 'zoneCount: 1'."
          : `Write at most ${known.length}.`,
    },
  ];
}
