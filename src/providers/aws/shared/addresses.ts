/** IPv4 ranges, as far as EC2 checks them. */

export interface Range {
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
}

/** Undefined if the text is no IPv4 range. */
export function rangeOf(cidr: string | undefined): Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr ?? "");
  if (!match) return undefined;
  const [a, b, c, d, prefix] = match.slice(1).map(Number) as [number, number, number, number, number];
  if (prefix > 32) return undefined;
  const size = 2 ** (32 - prefix);
  const address = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1, prefix };
}

export const contains = (outer: Range, inner: Range): boolean => outer.first <= inner.first && inner.last <= outer.last;

export const overlaps = (one: Range, other: Range): boolean => one.first <= other.last && other.first <= one.last;

export function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** An address inside a range, above the five that AWS keeps for itself, out of a digest. */
export function addressIn(cidr: string | undefined, hex: string): string {
  const range = rangeOf(cidr) ?? { first: 10 * 2 ** 24, last: 10 * 2 ** 24 + 255, prefix: 24 };
  const room = Math.max(range.last - range.first - 5, 1);
  return addressText(range.first + 4 + (Number.parseInt(hex.slice(0, 8), 16) % room));
}

/** A public address of Amazon's own range 52.0.0.0/11 … 54.255.255.255. */
export function publicAddress(hex: string): string {
  const byte = (index: number): number => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  return `${52 + (byte(0) % 3)}.${byte(1)}.${byte(2)}.${1 + (byte(3) % 254)}`;
}
