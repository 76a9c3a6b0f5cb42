/** Addresses of a pool, as the file writes them: a range, or from one address to another. */
import { type AddressRange, parseAddress, parseIpv4Range } from "../../../../model/cidr";

export type Addresses = Pick<AddressRange, "family" | "first" | "last">;

/** Undefined for what is neither. */
export function readAddresses(text: string): Addresses | undefined {
  const [from = "", to, more] = text.split("-");
  if (to === undefined) return parseIpv4Range(text);
  const [first, last] = [parseAddress(from), parseAddress(to)];
  if (more !== undefined || first?.family !== 4 || last?.family !== 4 || first.number > last.number) return undefined;
  return { family: 4, first: first.number, last: last.number };
}

export const shareAddresses = (one: Addresses, other: Addresses): boolean =>
  one.first <= other.last && other.first <= one.last;
