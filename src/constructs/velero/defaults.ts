/** What the profile gives backups that the file says nothing of. */
import type { EnvironmentFacts } from "../../model/component";

const NIGHTLY = { name: "daily", cron: "0 2 * * *" };

export function veleroDefaults(
  { profile, protected: isProtected }: EnvironmentFacts,
  given: Readonly<Record<string, unknown>>,
): unknown {
  const volumes = profile === "minimal" ? "snapshots" : "copies";
  const count = Array.isArray(given["schedules"]) ? given["schedules"].length : 0;
  return {
    protected: isProtected,
    // A list of the file takes the place of the default's, entry by entry.
    schedules: count > 0 ? Array.from({ length: count }, () => ({ volumes })) : [{ ...NIGHTLY, volumes }],
  };
}
