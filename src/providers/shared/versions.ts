/** Versions, as clouds write them. */
import * as semver from "semver";

/** Whether the wanted version is below the real one; of what is no version, nothing is said. */
export function isOlder(real: unknown, wanted: unknown): boolean {
  const [now, then] = [real, wanted].map((version) => semver.coerce(String(version)));
  return now != null && then != null && semver.lt(then, now);
}

/** Whether both are versions that agree in so many parts; the whole of a shorter one counts. */
export function isSameUpTo(parts: number, before: unknown, after: unknown): boolean {
  if (typeof before !== "string" || typeof after !== "string") return false;
  const [a, b] = [before, after].map((version) => version.split("-")[0]?.split(".").slice(0, parts).join("."));
  return a === b;
}
