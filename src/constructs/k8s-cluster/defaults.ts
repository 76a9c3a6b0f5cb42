/** What the profile fills in where the section `cluster` says nothing. */
import { DEFAULT_MINOR } from "../../catalog/kubernetes";
import type { EnvironmentFacts, Profile } from "../../model/component";
import { defaultZones } from "../network/aws/zones";

/** Virtual CPUs that Karpenter's nodes may have together, by profile: a bound on what a runaway can cost. */
const AUTOSCALED_CPU: { readonly [P in Profile]: number } = { minimal: 32, standard: 128, full: 512 };

/** Name of the pool that an environment gets which names none: the platform's own pods run on it. */
const DEFAULT_POOL = "system";

export function clusterDefaults(facts: EnvironmentFacts, given: Readonly<Record<string, unknown>>): unknown {
  if (given["existing"] !== undefined) return { version: DEFAULT_MINOR, autoscaling: { enabled: false } };
  const zones = defaultZones(facts);
  return {
    version: DEFAULT_MINOR,
    pools: [{ name: DEFAULT_POOL, size: facts.profile === "minimal" ? "small" : "medium", min: 1, max: 3 }],
    ...(zones.length > 0 ? { controlPlaneZones: zones } : {}),
    autoscaling: { enabled: true, capacity: ["on-demand"], cpu: AUTOSCALED_CPU[facts.profile] },
  };
}
