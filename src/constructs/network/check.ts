/** Checks across the fields of the section `network`. */
import { hasHostBits, normalRange, parseIpv4Range } from "../../model/cidr";
import type { SectionProblem } from "../../model/component";
import type { NetworkSection } from "./section";

/**
 * Shortest and longest prefix of a network that is made, the same on every cloud so that a file can move: some clouds make no network larger
 * than a /16; of a /20, a public subnet is a /28, the smallest that there is.
 */
export const NETWORK_PREFIX: Prefixes = { min: 16, max: 20 };

export interface Prefixes {
  readonly min: number;
  readonly max: number;
}

/** What is checked of a network that is made. */
export function checkNetwork(
  section: Pick<NetworkSection, "cidr" | "nat" | "privateEndpoints">,
): readonly SectionProblem[] {
  return [...checkRange(section, NETWORK_PREFIX), ...checkNat(section)];
}

/** What is checked of the range of any network. */
export function checkRange({ cidr }: Pick<NetworkSection, "cidr">, prefixes: Prefixes): readonly SectionProblem[] {
  const range = cidr === undefined ? undefined : parseIpv4Range(cidr);
  if (cidr === undefined || !range) return [];
  if (range.prefix < prefixes.min || range.prefix > prefixes.max) {
    return [
      {
        path: ["cidr"],
        code: "NETWORK_CIDR_SIZE",
        message: `'${cidr}' is a /${range.prefix}: a network is a /${prefixes.min} to /${prefixes.max}.`,
        remedy: `Choose a larger or smaller range, such as ${normalRange(cidr.replace(/\/\d+$/, `/${range.prefix < prefixes.min ? prefixes.min : prefixes.max}`))}.`,
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

function checkNat({
  nat,
  privateEndpoints,
}: Pick<NetworkSection, "nat" | "privateEndpoints">): readonly SectionProblem[] {
  if (nat !== "none" || privateEndpoints) return [];
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
