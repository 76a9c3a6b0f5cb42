/** What has to be done by hand before a plan can be applied: the cloud would refuse it as things are. */
import type { ApplyRefusal, Remedy, StepBefore } from "../../model/apply-refusal";
import type { ResourceChange } from "../../model/plan";

/** A refusal of one change, and what is done about it. */
export interface RefusedChange {
  readonly change: ResourceChange;
  readonly remedy: Remedy;
}

/** Of resources that are changed, or replaced: a new one takes over what the configuration leaves to others. */
export function refusedChanges(
  changes: readonly ResourceChange[],
  refusals: readonly ApplyRefusal[],
): readonly RefusedChange[] {
  return changes.flatMap((change) => {
    const { mode, action, type, before, after } = change;
    if (mode === "data" || (action !== "update" && action !== "replace") || !before || !after) return [];
    return refusals.flatMap((refusal) => {
      const remedy = refusal.types.includes(type) ? refusal.judge(before, after) : undefined;
      return remedy ? [{ change, remedy }] : [];
    });
  });
}

export function stepsBefore(
  changes: readonly ResourceChange[],
  refusals: readonly ApplyRefusal[],
): readonly StepBefore[] {
  return refusedChanges(changes, refusals).map(({ change: { address }, remedy: { reason, command } }) => ({
    address,
    reason,
    command,
  }));
}
