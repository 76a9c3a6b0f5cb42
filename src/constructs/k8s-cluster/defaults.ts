/** What the profile fills in where the section `cluster` says nothing. */
import type { EnvironmentFacts, Profile } from "../../model/component";
import { isAdopted } from "../kit/adopted";

/** Virtual CPUs that added nodes may have together, by profile: a bound on what a runaway can cost. */
export const AUTOSCALED_CPU: { readonly [P in Profile]: number } = { minimal: 32, standard: 128, full: 512 };

/** Name of the pool that an environment gets which names none: the platform's own pods run on it. */
const DEFAULT_POOL = "system";

export function clusterDefaults(facts: EnvironmentFacts, given: Readonly<Record<string, unknown>>): unknown {
  if (isAdopted(given, facts)) return {};
  return {
    pools: [{ name: DEFAULT_POOL, size: facts.profile === "minimal" ? "small" : "medium" }],
    autoscaling: { cpu: AUTOSCALED_CPU[facts.profile] },
  };
}
