/** What the profile gives a broker that the file says nothing of. Redundancy and cost differ; safety never does. */
import type { EnvironmentFacts, Profile } from "../../model/component";
import type { InClusterSection } from "./cluster/section";
import type { BrokerSection } from "./section";

/** What differs from the fields' own defaults. */
const DEFAULTS: Readonly<Record<Profile, object>> = {
  minimal: { size: "small", highAvailability: false, inCluster: { storage: 10 } },
  standard: {},
  full: { size: "large", inCluster: { storage: 50 } },
} satisfies Record<Profile, Partial<Omit<BrokerSection, "inCluster">> & { inCluster?: Partial<InClusterSection> }>;

/** The defaults of each entry of the list, in its order; nothing is checked yet. */
export function rabbitmqDefaults(facts: EnvironmentFacts, given: unknown): unknown {
  if (!Array.isArray(given)) return [];
  return given.map(() => ({ ...DEFAULTS[facts.profile], protected: facts.protected }));
}
