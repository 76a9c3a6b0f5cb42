/** What the profile gives where the file says nothing. Redundancy and cost differ; safety never does. */
import type { EnvironmentFacts, Profile } from "../../model/component";
import { NO_PROMETHEUS, type ObservabilitySection, type PrometheusSection } from "./section";

type Defaults = { readonly prometheus: Partial<PrometheusSection> };

/** What differs from the fields' own defaults. */
const DEFAULTS: Readonly<Record<Profile, Defaults>> = {
  minimal: { prometheus: { replicas: 1, storage: 20 } },
  standard: { prometheus: { size: "medium" } },
  full: { prometheus: { size: "large", storage: 200, retention: "30d" } },
};

/** Of `logs`, where the file has them. */
const LOGS: Readonly<Record<Profile, Partial<NonNullable<ObservabilitySection["logs"]>>>> = {
  minimal: { retention: "14d" },
  standard: { size: "medium" },
  full: { size: "large", retention: "90d", storage: 20 },
};

export function observabilityDefaults(
  { profile }: EnvironmentFacts,
  given: Readonly<Record<string, unknown>>,
): unknown {
  if (given["prometheus"] === NO_PROMETHEUS) return {};
  const logs = given["logs"] === undefined ? {} : { logs: LOGS[profile] };
  return { ...DEFAULTS[profile], ...logs };
}
