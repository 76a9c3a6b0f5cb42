/**
 * Addresses and ranges in CIDR notation, of both families: the one place that reads and writes them. What is read is what
 * Terraform's providers take (`net.ParseCIDR` of Go) and the clouds beside them: no leading zeros (which some read as octal), no
 * zones (`%eth0`, of one machine), no spaces, no shortened IPv4 (`10/8`).
 */
import * as ipaddr from "ipaddr.js";

export type Family = 4 | 6;

export interface Address {
  readonly family: Family;
  /** From 0 to 2^32 - 1, or 2^128 - 1. */
  readonly number: bigint;
}

export interface AddressRange {
  readonly family: Family;
  /** Length of its prefix in bits: 0 to 32, or to 128. */
  readonly prefix: number;
  /** Both ends are in it. */
  readonly first: bigint;
  readonly last: bigint;
}

/** Length of an address in bits. */
export const BITS: { readonly [F in Family]: number } = { 4: 32, 6: 128 };

/** Undefined for what is no address. */
export function parseAddress(text: string): Address | undefined {
  if (isIpv4(text)) return { family: 4, number: numberOf(ipaddr.IPv4.parse(text)) };
  const groups = groupsOf(text);
  return groups === undefined ? undefined : { family: 6, number: numberOf(ipaddr.IPv6.parse(groups)) };
}

/** An IPv4 client of a socket for both families is IPv4 (`::ffff:10.0.0.1`; RFC 4291, 2.5.5.2). */
export function plainFamily(address: Address): Address {
  const mapped = address.family === 6 && address.number >> 32n === 0xffffn;
  return mapped ? { family: 4, number: address.number & 0xffff_ffffn } : address;
}

/** Undefined for what is no range. Bits behind the prefix are dropped, as `10.1.2.3/16` means `10.1.0.0/16`. */
export function parseRange(text: string): AddressRange | undefined {
  const [start = "", length = "", more] = text.split("/");
  const address = parseAddress(start);
  if (!address || more !== undefined || !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined;
  return Number(length) > BITS[address.family] ? undefined : rangeAround(address, Number(length));
}

/** The same, for IPv4 alone. */
export function parseIpv4Range(text: string): AddressRange | undefined {
  const range = parseRange(text);
  return range?.family === 4 ? range : undefined;
}

/**
 * What anybody takes for a range: where it is asked who is let in, and a doubt counts as yes. Beside ranges, a bare address is
 * a range of one, spaces around do not matter, and leading zeros are decimal (Kubernetes reads `loadBalancerSourceRanges`
 * so: `ParseCIDRSloppy` of k8s.io/utils).
 */
export function readRange(text: string): AddressRange | undefined {
  const plain = text.trim().replace(/(^|[./:])0+(?=\d)/g, "$1");
  if (plain.includes("/")) return parseRange(plain);
  const address = parseAddress(plain);
  return address && rangeAround(address, BITS[address.family]);
}

export function formatRange({ family, first, prefix }: Omit<AddressRange, "last">): string {
  return `${formatAddress({ family, number: first })}/${prefix}`;
}

/** IPv6 as RFC 5952 writes it, which is what Go prints. */
export function formatAddress({ family, number }: Address): string {
  const count = BITS[family] / 8;
  const bytes = Array.from({ length: count }, (_, index) =>
    Number((number >> BigInt(8 * (count - 1 - index))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}

/** The range with all bits behind the prefix zero: what a cloud accepts. Unchanged if it is no range. */
export function normalRange(text: string): string {
  const range = parseRange(text);
  return range ? formatRange(range) : text;
}

/** Whether bits behind the prefix are set: `10.0.0.1/16`. False for what is no range. */
export function hasHostBits(text: string): boolean {
  const range = parseRange(text);
  return range !== undefined && parseAddress(text.split("/")[0] ?? "")?.number !== range.first;
}

/** Whether two ranges share an address. */
export function overlaps(one: AddressRange, other: AddressRange): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last;
}

/** Whether every address of `inner` is one of `outer`. */
export function contains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** How many addresses it has. */
export function rangeSize({ first, last }: AddressRange): bigint {
  return last - first + 1n;
}

/** The range `number` (from 0) of those that are `bits` longer than `range`, as Terraform's `cidrsubnet` counts. */
export function subRange(range: AddressRange, bits: number, number: number): AddressRange {
  const prefix = range.prefix + bits;
  const size = 1n << BigInt(BITS[range.family] - prefix);
  return rangeAround({ family: range.family, number: range.first + BigInt(number) * size }, prefix);
}

function rangeAround({ family, number }: Address, prefix: number): AddressRange {
  const rest = BigInt(BITS[family] - prefix);
  const first = (number >> rest) << rest;
  return { family, prefix, first, last: first + (1n << rest) - 1n };
}

const isIpv4 = (text: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(text);

/**
 * An IPv6 address in hexadecimal groups alone. Of one that ends in IPv4, ipaddr.js would take octal and hexadecimal numbers
 * too, and take `::10.0.0.1` for `::ffff:10.0.0.1`.
 */
function groupsOf(text: string): string | undefined {
  const end = text.slice(text.lastIndexOf(":") + 1);
  const ipv4 = end.includes(".");
  if (text.includes("%") || (ipv4 && !isIpv4(end))) return undefined;
  const groups = ipv4 ? text.slice(0, -end.length) + lastGroups(numberOf(ipaddr.IPv4.parse(end))) : text;
  return ipaddr.IPv6.isValid(groups) ? groups : undefined;
}

const lastGroups = (number: bigint): string =>
  [number >> 16n, number & 0xffffn].map((group) => group.toString(16)).join(":");

function numberOf(address: ipaddr.IPv4 | ipaddr.IPv6): bigint {
  return address.toByteArray().reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n);
}
