/** Who reaches a server: as its construct takes it, and as rules are made of it. */
import { z } from "zod";
import { tokenOr } from "./props";

const RANGE_NAME = /^[a-z0-9-]+$/;

/**
 * A list of literals, or each range under a name of its own, then also tokens.
 * @param list The section's field.
 */
export function allowProp<S extends z.ZodType>(
  list: S,
  what: string,
): z.ZodOptional<z.ZodUnion<readonly [S, z.ZodRecord<z.ZodString, z.ZodType<string, string>>]>> {
  return z
    .union([list, z.record(z.string().regex(RANGE_NAME), tokenOr(z.cidrv4()))])
    .optional()
    .describe(
      `IPv4 ranges that reach ${what}: a list of literals, or each under a name of its own, then also tokens. Default: the network's.`,
    );
}

/** Ranges by the names under which they are allowed. Those of a list are called after themselves, and not by their position. */
export function allowedRanges(
  { allow }: { readonly allow?: readonly string[] | Readonly<Record<string, string>> | undefined },
  network: { readonly cidr: string },
): Readonly<Record<string, string>> {
  if (allow === undefined) return { network: network.cidr };
  return Array.isArray(allow)
    ? Object.fromEntries((allow as readonly string[]).map((range) => [range.replace(/[./]/g, "-"), range]))
    : (allow as Readonly<Record<string, string>>);
}
