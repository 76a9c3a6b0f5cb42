/** What is known of the sizes of claims. */
import { valuesAt } from "../../model/plan-values";
import type { ServiceFacts } from "../../model/resource-facts";
import { type Judge, NOT_HELD } from "../../model/risk";
import { volumeBytes } from "../../model/volume-size";

const CLAIMS = ["kubernetes_persistent_volume_claim", "kubernetes_persistent_volume_claim_v1"];
const SOURCE = "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims";
const REQUEST = "spec.resources.requests.storage";

const resized =
  (holds: (before: number, after: number) => boolean): Judge =>
  (change) => {
    const [before, after] = [change.before, change.after].map((claim) => valuesAt(claim, REQUEST)[0]);
    const [was, will] = [volumeBytes(before), volumeBytes(after)];
    return was !== undefined && will !== undefined && holds(was, will)
      ? { holds: true, before: String(before), after: String(after) }
      : NOT_HELD;
  };

export const volumeClaimFacts: ServiceFacts = {
  irreversible: CLAIMS.map((type) => ({
    types: [type],
    attribute: "spec[0].resources[0].requests.storage",
    closed: (real, wanted) => (volumeBytes(wanted) ?? 0) < (volumeBytes(real) ?? 0),
    reason: "A volume can grow, never shrink.",
    source: SOURCE,
  })),
  rules: [
    {
      id: "downtime/volume-shrinks",
      risk: "downtime",
      types: CLAIMS,
      actions: ["update"],
      when: [{ judge: resized((before, after) => after < before) }],
      reason: "The deployment will fail: a volume can grow, never shrink ({before} to {after}).",
      source: SOURCE,
    },
    {
      id: "cost/volume-grows",
      risk: "cost",
      direction: "up",
      types: CLAIMS,
      actions: ["update"],
      when: [{ judge: resized((before, after) => after > before) }],
      reason: "The volume grows from {before} to {after}, without an outage, and never shrinks again.",
      source: SOURCE,
    },
  ],
  fieldLabels: Object.fromEntries(
    CLAIMS.map((type) => [type, { "spec.*.resources.*.requests.storage": { field: "storage" } }]),
  ),
};
