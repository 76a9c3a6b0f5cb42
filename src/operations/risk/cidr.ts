/** Address ranges: whether one lies within others. */
import { isIP } from "node:net";

interface Range {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly prefix: number;
}

/** Every address, of either family. */
export const WORLD: readonly string[] = ["0.0.0.0/0", "::/0"];

export function isWorld(cidr: string): boolean {
  return parse(cidr)?.prefix === 0;
}

/** Ranges of `after` that no range of `before` covers; what is no range is ignored. */
export function widened(before: readonly string[], after: readonly string[]): readonly string[] {
  const allowed = before.map(parse).filter((range) => range !== undefined);
  return after.filter((text) => {
    const range = parse(text);
    return range !== undefined && !allowed.some((other) => covers(other, range));
  });
}

function covers(a: Range, b: Range): boolean {
  if (a.bits !== b.bits || a.prefix > b.prefix) return false;
  const shift = BigInt(a.bits - a.prefix);
  return a.first >> shift === b.first >> shift;
}

function parse(text: string): Range | undefined {
  const [address = "", length] = text.split("/");
  const family = isIP(address);
  if (family === 0) return undefined;
  const bits = family === 4 ? 32 : 128;
  const prefix = length === undefined ? bits : Number(length);
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > bits) return undefined;
  return { bits, prefix, first: family === 4 ? number(address.split("."), 8n, 10) : number(groups(address), 16n, 16) };
}

function number(parts: readonly string[], width: bigint, radix: 10 | 16): bigint {
  return parts.reduce((sum, part) => (sum << width) + BigInt(parseInt(part || "0", radix)), 0n);
}

/** The eight groups of an IPv6 address, `::` filled in. */
function groups(address: string): readonly string[] {
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  if (tail === undefined) return left;
  const right = tail === "" ? [] : tail.split(":");
  return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => "0"), ...right];
}
