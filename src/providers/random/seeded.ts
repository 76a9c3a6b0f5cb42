/** Whole numbers that a seed decides (by HMAC-SHA-256, so not the very numbers that the provider's Go would draw). */
import { createHmac, randomBytes } from "node:crypto";

/** A source of whole numbers from 0 to `limit` - 1, all as likely; without a seed from the system's randomness. */
export function numbersBelow(seed: string | undefined): (limit: number) => number {
  if (!seed) return (limit) => pick(limit, () => randomBytes(BYTES));
  let count = 0;
  const next = (): Buffer => createHmac("sha256", seed).update(String(count++)).digest().subarray(0, BYTES);
  return (limit) => pick(limit, next);
}

/** 48 bits: exact in a double, and more than any range has that the provider is asked for in earnest. */
const BYTES = 6;
const SPACE = 2 ** (8 * BYTES);

function pick(limit: number, next: () => Buffer): number {
  if (!(limit >= 1)) throw new RangeError(`no whole number lies below ${limit}`);
  if (limit > SPACE) return Math.floor((next().readUIntBE(0, BYTES) / SPACE) * limit);
  // Values beyond the last whole multiple would make small numbers likelier.
  const end = SPACE - (SPACE % limit);
  for (;;) {
    const value = next().readUIntBE(0, BYTES);
    if (value < end) return value % limit;
  }
}
