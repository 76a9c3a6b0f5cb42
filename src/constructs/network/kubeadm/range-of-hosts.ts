/** The range of the network that hosts stand in already. */
import { BITS, contains, formatRange, parseRange, readRange } from "../../../model/cidr";
import type { KubeadmBlock } from "../../../targets/kubeadm/block";
import { NETWORK_PREFIX, type Prefixes } from "../check";

/**
 * Of a network that is there already, whatever its size: a class A, as routed sites have, to the smallest in which two hosts and a router have
 * addresses (RFC 4632).
 */
export const HOSTS_PREFIX: Prefixes = { min: 8, max: 29 };

/** Addresses by which nodes reach each other; those of hosts that are to go, too. */
export function nodeAddresses({ hosts }: Pick<KubeadmBlock, "hosts">): readonly string[] {
  return hosts.map(({ address, nodeAddress }) => nodeAddress ?? address);
}

/** The smallest range that a network can have in which all of them are; undefined where they are too far apart for one. */
export function rangeAround(addresses: readonly string[]): string | undefined {
  const ranges = addresses.flatMap((address) => readRange(address) ?? []);
  const [first] = ranges;
  if (!first) return undefined;
  for (let prefix = NETWORK_PREFIX.max; prefix >= NETWORK_PREFIX.min; prefix--) {
    const around = parseRange(`${formatRange(first).replace(/\/.*$/, "")}/${prefix}`);
    if (around && ranges.every((range) => contains(around, range))) return formatRange(around);
  }
  return undefined;
}

/** Whether an address is in a range; true of what is none. */
export function isWithin(cidr: string, address: string): boolean {
  const [range, one] = [parseRange(cidr), readRange(address)];
  return !range || !one || one.prefix !== BITS[one.family] || contains(range, one);
}
