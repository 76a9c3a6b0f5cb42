/** What Azure asks of the section `network`. */
import type { SectionProblem } from "../../../model/component";
import { aksFacts } from "../../../targets/aks/facts";
import type { NetworkSection } from "../section";

/** The zones of a network that is made: the region's first ones; none of a region that has none. */
export function zonesFor({ zoneCount }: Pick<NetworkSection, "zoneCount">, location: string): readonly string[] {
  return (aksFacts.region.known[location] ?? []).slice(0, zoneCount ?? 3);
}

/** What is checked of a network that is made, whether a file or a program says it. */
export function checkAzureNetwork(
  section: Pick<NetworkSection, "zoneCount" | "nat">,
  location: string,
): readonly SectionProblem[] {
  return [...checkZones(section, location), ...checkNat(section)];
}

function checkZones({ zoneCount }: Pick<NetworkSection, "zoneCount">, location: string): readonly SectionProblem[] {
  const known = aksFacts.region.known[location];
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

/** The gateway that spreads over zones (StandardV2) came with azurerm 4.67; a subnet has one gateway, and a pool one subnet. */
function checkNat({ nat }: Pick<NetworkSection, "nat">): readonly SectionProblem[] {
  if (nat !== "per-zone") return [];
  return [
    {
      path: ["nat"],
      code: "NETWORK_NAT_ONE_ZONE",
      severity: "warning",
      message:
        "Nodes of all zones reach the internet by one gateway in one zone: with azurerm 4.55, Azure has none in each zone for a subnet that spans them.",
      remedy: "Write 'nat: single', which says the same; nothing within the network depends on the gateway.",
    },
  ];
}
