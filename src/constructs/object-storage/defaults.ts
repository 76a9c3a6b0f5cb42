/** What the profile gives a store that the file says nothing of. */
import type { EnvironmentFacts } from "../../model/component";
import { fieldOf } from "../kit/field-of";

/** Days in which deleted objects come back, in the largest systems: a quarter. */
const LONG_NONCURRENT_DAYS = 90;

/** The defaults of each entry of the list, in its order; nothing is checked yet. */
export function objectStorageDefaults({ profile, protected: isProtected }: EnvironmentFacts, given: unknown): unknown {
  if (!Array.isArray(given)) return [];
  return given.map((entry: unknown) => ({
    ...(profile === "full" ? { noncurrentDays: LONG_NONCURRENT_DAYS } : {}),
    // Servers in the cluster write none.
    ...(fieldOf(entry, "runs") === "in-cluster" ? { accessLogs: false } : {}),
    protected: isProtected,
  }));
}
