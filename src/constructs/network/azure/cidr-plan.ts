/** Which addresses a subnet has: by what it is for, never by a position in a list. Subnets span the region's zones. */
import { formatRange, parseIpv4Range, subRange } from "../../../model/cidr";
import { NETWORK_PREFIX } from "../check";

/** What a subnet is for: one of each. */
export const PURPOSES = ["nodes", "public", "data", "api-server", "endpoints"] as const;
export type Purpose = (typeof PURPOSES)[number];

/**
 * Bits behind the network's prefix, and the number of the subnet. Of a /16: nodes a /18 (16,379 addresses; pods have their own,
 * in the overlay), endpoints a /22, the others a /24 each; of a /20 the latter are the /28 that an API server's subnet is at least
 * (learn.microsoft.com/azure/aks/api-server-vnet-integration), and a database's
 * (learn.microsoft.com/azure/postgresql/flexible-server/concepts-networking-private).
 */
const PLAN: { readonly [P in Purpose]: { readonly bits: number; readonly number: number } } = {
  nodes: { bits: 2, number: 0 },
  public: { bits: 8, number: 192 },
  "api-server": { bits: 8, number: 200 },
  data: { bits: 8, number: 208 },
  endpoints: { bits: 6, number: 56 },
};

/** @throws RangeError for a network that the plan has no place for; props are checked before. */
export function subnetCidr(networkCidr: string, purpose: Purpose): string {
  const network = parseIpv4Range(networkCidr);
  if (!network || network.prefix < NETWORK_PREFIX.min || network.prefix > NETWORK_PREFIX.max) {
    throw new RangeError(`The plan of subnets has no place in '${networkCidr}'.`);
  }
  const { bits, number } = PLAN[purpose];
  return formatRange(subRange(network, bits, number));
}
