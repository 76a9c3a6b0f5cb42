/** Zod's `safeParse` over what a file holds, which may be anything. */
import type { z } from "zod";
import { PARSE_ONCE } from "../model/parse-once";

/**
 * Zod compares the `length` of whatever stands where a text or a list should: of a map with a key of that name, its value. What
 * cannot be compared at all would throw.
 */
export function parseSection<S extends z.ZodType>(
  schema: S,
  data: unknown,
  options?: Parameters<S["safeParse"]>[1],
): z.ZodSafeParseResult<z.output<S>> {
  try {
    return schema.safeParse(data, { ...options, ...PARSE_ONCE });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return schema.safeParse(comparable(data), { ...options, ...PARSE_ONCE });
  }
}

function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      key === "length" && typeof entry === "object" ? null : comparable(entry),
    ]),
  );
}
