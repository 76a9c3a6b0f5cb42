/** What the profile gives a store that the file says nothing of. */
import type { EnvironmentFacts } from "../../model/component";

/** Days in which deleted objects come back, in the largest systems: a quarter. */
const LONG_NONCURRENT_DAYS = 90;

/** The defaults of each entry of the list, in its order; nothing is checked yet. */
export function objectStorageDefaults({ profile, protected: isProtected }: EnvironmentFacts, given: unknown): unknown {
  if (!Array.isArray(given)) return [];
  return given.map(() => ({
    ...(profile === "full" ? { noncurrentDays: LONG_NONCURRENT_DAYS } : {}),
    protected: isProtected,
  }));
}
