/** What the profile gives a database that the file says nothing of. Redundancy and cost differ; safety never does. */
import type { EnvironmentFacts, Profile } from "../../model/component";
import type { InClusterServer } from "./cluster/cnpg-section";
import type { ServerSection } from "./section";

/**
 * What differs from the fields' own defaults. GiB are a guess that errs on the small side, since storage can grow and never shrink.
 * 35 days are the most for which the managed services keep what a point in time is restored from.
 */
const DEFAULTS: Readonly<Record<Profile, object>> = {
  minimal: { size: "small", highAvailability: false, inCluster: { walStorage: 5 } },
  standard: { storage: 100 },
  full: { size: "large", storage: 200, backupDays: 35, inCluster: { walStorage: 20 } },
} satisfies Record<Profile, Partial<Omit<ServerSection, "inCluster">> & { inCluster?: Partial<InClusterServer> }>;

/** The defaults of each entry of the list, in its order; nothing is checked yet. */
export function databaseDefaults(facts: EnvironmentFacts, given: unknown): unknown {
  if (!Array.isArray(given)) return [];
  return given.map(() => ({ ...DEFAULTS[facts.profile], protected: facts.protected }));
}
