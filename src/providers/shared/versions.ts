/** Versions, as clouds write them. */
import * as semver from "semver";

/** Whether the wanted version is below the real one; of what is no version, nothing is said. */
export function isOlder(real: unknown, wanted: unknown): boolean {
  const [now, then] = [real, wanted].map((version) => semver.coerce(String(version)));
  return now != null && then != null && semver.lt(then, now);
}
