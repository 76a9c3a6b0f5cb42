/** IPv4 ranges in CIDR notation, as arithmetic on numbers. */

export interface Ipv4Range {
  /** Its first address, as a number from 0 to 2^32 - 1. */
  readonly first: number;
  /** Length of its prefix, 0 to 32. */
  readonly prefix: number;
}

/** Undefined for what is not an IPv4 range. Bits behind the prefix are dropped, as `10.1.2.3/16` means `10.1.0.0/16`. */
export function parseCidr(text: string): Ipv4Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  if (prefix > 32 || [a, b, c, d].some((octet) => octet > 255)) return undefined;
  const size = 2 ** (32 - prefix);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  return { first: address - (address % size), prefix };
}

export function formatCidr({ first, prefix }: Ipv4Range): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join(".")}/${prefix}`;
}

/** The range with all bits behind the prefix zero: what a cloud accepts. Unchanged if it is no range. */
export function normalCidr(text: string): string {
  const range = parseCidr(text);
  return range ? formatCidr(range) : text;
}

/** Whether two ranges share an address. False if either is no range: that is said elsewhere. */
export function overlaps(a: string, b: string): boolean {
  const [one, two] = [parseCidr(a), parseCidr(b)];
  if (!one || !two) return false;
  return one.first < two.first + 2 ** (32 - two.prefix) && two.first < one.first + 2 ** (32 - one.prefix);
}

/** Whether every address of `inner` is one of `outer`. False if either is no range. */
export function contains(outer: string, inner: string): boolean {
  const [whole, part] = [parseCidr(outer), parseCidr(inner)];
  return whole !== undefined && part !== undefined && whole.prefix <= part.prefix && overlaps(outer, inner);
}

/** The range `number` (from 0) of those that are `bits` longer than `range`, as Terraform's `cidrsubnet` counts. */
export function subRange(range: Ipv4Range, bits: number, number: number): Ipv4Range {
  const prefix = range.prefix + bits;
  return { first: range.first + number * 2 ** (32 - prefix), prefix };
}
