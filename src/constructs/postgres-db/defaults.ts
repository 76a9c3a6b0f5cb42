/** What the profile gives a database that the file says nothing of. Redundancy and cost differ; safety never does. */
import type { EnvironmentFacts, Profile } from "../../model/component";

const DEFAULTS = {
  minimal: { size: "small", storage: 20, multiAz: false, backupDays: 14, insights: "standard" },
  standard: { size: "medium", storage: 100, multiAz: true, backupDays: 14, insights: "standard" },
  full: { size: "large", storage: 200, multiAz: true, backupDays: 35, insights: "advanced" },
} as const satisfies Record<Profile, object>;

/** The defaults of each entry of the list, in its order; nothing is checked yet. */
export function databaseDefaults(facts: EnvironmentFacts, given: unknown): unknown {
  if (!Array.isArray(given)) return [];
  return given.map((entry: unknown) => {
    const { size, ...rest } = DEFAULTS[facts.profile];
    const concrete = typeof entry === "object" && entry !== null && "instanceClass" in entry;
    return { ...rest, protected: facts.protected, ...(concrete ? {} : { size }) };
  });
}
