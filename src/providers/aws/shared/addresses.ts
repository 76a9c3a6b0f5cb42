/** Addresses that AWS gives out. */
import { type AddressRange, formatAddress, parseIpv4Range, rangeSize } from "../../../model/cidr";

/** Addresses that AWS keeps in every subnet (docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html). */
export const RESERVED_ADDRESSES = 5;

/** The network, the router, the resolver and one for later stand at the beginning; the last one at the end. */
const RESERVED_AT_START = 4n;

/** 10.0.0.0/24. */
const FALLBACK_RANGE: AddressRange = { family: 4, prefix: 24, first: 0x0a00_0000n, last: 0x0a00_00ffn };

/** An address inside a range, beside those that AWS keeps for itself, out of a digest. */
export function addressIn(cidr: string | undefined, hex: string): string {
  const range = parseIpv4Range(cidr ?? "") ?? FALLBACK_RANGE;
  const room = rangeSize(range) - BigInt(RESERVED_ADDRESSES);
  const number = range.first + RESERVED_AT_START + (BigInt(`0x${hex.slice(0, 8)}`) % (room > 1n ? room : 1n));
  return formatAddress({ family: 4, number });
}

/** A public address of Amazon's own range 52.0.0.0/11 … 54.255.255.255. */
export function publicAddress(hex: string): string {
  const byte = (index: number): number => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  return `${52 + (byte(0) % 3)}.${byte(1)}.${byte(2)}.${1 + (byte(3) % 254)}`;
}
