/**
 * Which addresses a subnet has. A zone's place derives from the letter at the end of its name, never from a position in a
 * list, so that a zone added or removed moves no other.
 */
import { formatRange, parseIpv4Range, subRange } from "../../../model/cidr";
import { NETWORK_PREFIX } from "../check";
import type { SubnetTier } from "../contract";

/** Slots a network has for zones: no region gives more zones to an account than `a` to `f` (us-east-1). */
export const ZONE_LETTERS = "abcdef";

/**
 * Bits behind the network's prefix, and the number of the first zone's subnet. Of a /16: private subnets are six /19
 * (8187 addresses each, pods included), the others /24 from the rest: 192-197 public, 200-205 data, 208-213 intra.
 */
const PLAN: { readonly [T in SubnetTier]: { readonly bits: number; readonly first: number } } = {
  private: { bits: 3, first: 0 },
  public: { bits: 8, first: 192 },
  data: { bits: 8, first: 200 },
  intra: { bits: 8, first: 208 },
};

/** The slot of a zone: 0 for `eu-west-1a`. Undefined if its letter has none. */
export function zoneSlot(zone: string): number | undefined {
  const slot = ZONE_LETTERS.indexOf(zone.slice(-1));
  return slot < 0 ? undefined : slot;
}

/**
 * The range of a zone's subnet.
 * @throws RangeError for a network or a zone that the plan has no place for; props are checked before.
 */
export function subnetCidr(networkCidr: string, tier: SubnetTier, zone: string): string {
  const network = parseIpv4Range(networkCidr);
  const slot = zoneSlot(zone);
  if (!network || network.prefix < NETWORK_PREFIX.min || network.prefix > NETWORK_PREFIX.max || slot === undefined) {
    throw new RangeError(`The plan of subnets has no place for zone '${zone}' in '${networkCidr}'.`);
  }
  const { bits, first } = PLAN[tier];
  return formatRange(subRange(network, bits, first + slot));
}
