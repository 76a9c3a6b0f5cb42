/**
 * What address ranges let in together. `0.0.0.0/1` and `128.0.0.0/1` are everybody, though neither of them is: a list of
 * ranges is judged as the set of addresses that it holds.
 */
import { BITS, type Family, formatRange, plainFamily, readRange } from "./cidr";

/** Of addresses as numbers, both ends included. */
interface Interval {
  readonly first: bigint;
  readonly last: bigint;
}

const FAMILIES: readonly Family[] = [4, 6];

/** How many addresses there are. */
const ALL: { readonly [F in Family]: bigint } = { 4: 1n << 32n, 6: 1n << 128n };

/**
 * From this many addresses on, of a family's all or of its public ones, a set is the world: half of them. Nobody owns that
 * much, so whoever writes it means everybody; all but the private ranges is the internet, too.
 */
const WORLD_SHARE = 2n;

/** More public addresses than that are more than a single owner has: a /8 of IPv4 (iana.org/assignments/ipv4-address-space), a /16 of IPv6. */
const WIDE: { readonly [F in Family]: bigint } = { 4: 1n << 24n, 6: 1n << 112n };

/** What no client of the internet has (iana.org/assignments/iana-ipv4-special-registry), and multicast and what is reserved. */
const NOT_PUBLIC_4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
/** Global unicast: everything that IANA gives out (iana.org/assignments/ipv6-address-space). */
const PUBLIC_6 = ["2000::/3"];

/** A set of addresses of both families. What is no range is not in it. */
export class AddressSet {
  private constructor(private readonly intervals: { readonly [F in Family]: readonly Interval[] }) {}

  /** The union of ranges such as `10.0.0.0/8` or `2001:db8::/32`; a bare address is a range of one. */
  public static of(ranges: Iterable<string>): AddressSet {
    const found: Record<Family, Interval[]> = { 4: [], 6: [] };
    for (const text of ranges) {
      const range = intervalOf(text);
      if (range) found[range.family].push(range);
    }
    return new AddressSet({ 4: merged(found[4]), 6: merged(found[6]) });
  }

  public get isEmpty(): boolean {
    return FAMILIES.every((family) => this.intervals[family].length === 0);
  }

  public union(other: AddressSet): AddressSet {
    const both = (family: Family): readonly Interval[] =>
      merged([...this.intervals[family], ...other.intervals[family]]);
    return new AddressSet({ 4: both(4), 6: both(6) });
  }

  /** What is in this set, and not in the other. */
  public minus(other: AddressSet): AddressSet {
    const rest = (family: Family): readonly Interval[] => subtract(this.intervals[family], other.intervals[family]);
    return new AddressSet({ 4: rest(4), 6: rest(6) });
  }

  /** What is in both. */
  public and(other: AddressSet): AddressSet {
    return this.minus(this.minus(other));
  }

  public covers(other: AddressSet): boolean {
    return other.minus(this).isEmpty;
  }

  /** Whether it lets the internet in, of either family: half of all addresses, or of the public ones. */
  public get isWorld(): boolean {
    return FAMILIES.some(
      (family) =>
        size(this.intervals[family]) * WORLD_SHARE >= ALL[family] ||
        size(this.publicOf(family)) * WORLD_SHARE >= size(PUBLIC.intervals[family]),
    );
  }

  /** Whether no IPv4 address is missing. */
  public get isAllOfIpv4(): boolean {
    return size(this.intervals[4]) === ALL[4];
  }

  /** Whether it holds more public addresses than a single owner has, without being the world. */
  public get isWide(): boolean {
    return !this.isWorld && FAMILIES.some((family) => size(this.publicOf(family)) > WIDE[family]);
  }

  /** The fewest ranges that make up the set, in order, IPv4 first. */
  public get ranges(): readonly string[] {
    return FAMILIES.flatMap((family) => this.intervals[family].flatMap((interval) => rangesOf(interval, family)));
  }

  private publicOf(family: Family): readonly Interval[] {
    return this.and(PUBLIC).intervals[family];
  }
}

const PUBLIC = AddressSet.of(["0.0.0.0/0"]).minus(AddressSet.of(NOT_PUBLIC_4)).union(AddressSet.of(PUBLIC_6));

/** Every address, of either family. */
export const EVERYBODY: readonly string[] = ["0.0.0.0/0", "::/0"];

function intervalOf(text: string): (Interval & { readonly family: Family }) | undefined {
  const range = readRange(text);
  if (!range) return undefined;
  const { family } = range;
  const [first, last] = [plainFamily({ family, number: range.first }), plainFamily({ family, number: range.last })];
  if (first.family !== last.family) return range;
  return { family: first.family, first: first.number, last: last.number };
}

/** In order, without overlaps, and neighbours joined. */
function merged(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = [...intervals].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const result: Interval[] = [];
  for (const next of sorted) {
    const last = result.at(-1);
    if (last && next.first <= last.last + 1n) {
      result[result.length - 1] = { first: last.first, last: next.last > last.last ? next.last : last.last };
    } else result.push(next);
  }
  return result;
}

/** Of merged intervals. */
function subtract(from: readonly Interval[], what: readonly Interval[]): readonly Interval[] {
  return what.reduce<readonly Interval[]>(
    (rest, hole) =>
      rest.flatMap(({ first, last }) => {
        if (hole.last < first || hole.first > last) return [{ first, last }];
        return [
          ...(hole.first > first ? [{ first, last: hole.first - 1n }] : []),
          ...(hole.last < last ? [{ first: hole.last + 1n, last }] : []),
        ];
      }),
    from,
  );
}

function size(intervals: readonly Interval[]): bigint {
  return intervals.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
}

/** From its beginning, each time the largest range that is aligned and fits. */
function rangesOf({ first, last }: Interval, family: Family): readonly string[] {
  const ranges: string[] = [];
  for (let at = first; at <= last;) {
    let size = 1n;
    let prefix = BITS[family];
    while (prefix > 0 && at % (size * 2n) === 0n && at + size * 2n - 1n <= last) {
      size *= 2n;
      prefix--;
    }
    ranges.push(formatRange({ family, prefix, first: at }));
    at += size;
  }
  return ranges;
}
