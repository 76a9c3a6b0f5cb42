/** What has to be done by hand before a plan can be applied: the cloud would refuse it as things are. */
import type { ApplyRefusal, StepBefore } from "../../model/apply-refusal";
import type { ResourceChange } from "./plan-model";

/** Of resources that are changed, or replaced: a new one takes over what the configuration leaves to others. */
export function stepsBefore(
  changes: readonly ResourceChange[],
  refusals: readonly ApplyRefusal[],
): readonly StepBefore[] {
  return changes.flatMap(({ mode, action, type, address, before, after }) => {
    if (mode === "data" || (action !== "update" && action !== "replace") || !before || !after) return [];
    return refusals.flatMap((refusal) => {
      const remedy = refusal.types.includes(type) ? refusal.judge(before, after) : undefined;
      return remedy ? [{ address, ...remedy }] : [];
    });
  });
}
