/** Address ranges as Azure's arguments hold them: as texts. */
import * as cidr from "../../../model/cidr";

export const parseRange = cidr.parseRange;

export function contains(outer: string, inner: string): boolean {
  const [one, other] = [parseRange(outer), parseRange(inner)];
  return Boolean(one && other && cidr.contains(one, other));
}

export function overlaps(one: string, other: string): boolean {
  const [first, second] = [parseRange(one), parseRange(other)];
  return Boolean(first && second && cidr.overlaps(first, second));
}

/** An address of a range by its number; empty if the text is no range. */
export function formatAddress(range: string, number: number): string {
  const parsed = parseRange(range);
  return parsed ? cidr.formatAddress({ family: parsed.family, number: parsed.first + BigInt(number) }) : "";
}
