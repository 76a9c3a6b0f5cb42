/** A wait that has an end. */
import { setTimeout as delay } from "node:timers/promises";
import { WAIT_LIMIT } from "./limits";

const POLL_INTERVAL_MS = 10;

/**
 * Waits until something holds.
 * @param what the rest of a sentence that begins with "Waited in vain until"
 * @throws Error if it never does
 */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  { limit = WAIT_LIMIT }: { readonly limit?: number } = {},
): Promise<void> {
  const end = performance.now() + limit;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`Waited in vain until ${what}.`);
    await delay(POLL_INTERVAL_MS);
  }
}
