/** Rules on a release that changes. */
import type { Condition, RiskRule } from "../../../model/risk";

export const RELEASES = "helm_release";

export const releaseRule = (id: string, risk: RiskRule["risk"], condition: Condition, reason: string): RiskRule => ({
  id: `${risk}/${id}`,
  risk,
  types: [RELEASES],
  actions: ["update", "replace"],
  when: [condition],
  reason,
});
