/** Whether what a schedule backs up is less than before: what is left out is missed only when it is to be restored. */
import type { Value } from "../../model/plan";
import { valuesAt } from "../../model/plan-values";
import { missingFrom } from "../../model/risk-conditions";

/** Whether a namespace was in, and is not any more. */
export function leavesNamespacesOut(before: Value, after: Value): boolean {
  const included = (schedule: Value): readonly Value[] => valuesAt(schedule, "spec.template.includedNamespaces");
  const excluded = (schedule: Value): readonly Value[] => valuesAt(schedule, "spec.template.excludedNamespaces");
  const isAll = (schedule: Value): boolean => {
    const names = included(schedule);
    return names.length === 0 || names.includes("*");
  };
  if (isAll(before)) return !isAll(after) || missingFrom(excluded(after), excluded(before)).length > 0;
  const was = missingFrom(included(before), excluded(before));
  const candidates = isAll(after) ? was : included(after);
  return missingFrom(was, missingFrom(candidates, excluded(after))).length > 0;
}

const VOLUME_FIELDS = ["snapshotVolumes", "snapshotMoveData", "defaultVolumesToFsBackup"];

/** Whether the content of volumes was kept, and is not any more; or was kept in the store, and now stays with the disks. */
export function leavesVolumesOut(before: Value, after: Value): boolean {
  const has = (schedule: Value, fields: readonly string[]): boolean =>
    fields.some((field) => valuesAt(schedule, `spec.template.${field}`)[0] === true);
  const inStore = VOLUME_FIELDS.slice(1);
  return [VOLUME_FIELDS, inStore].some((fields) => has(before, fields) && !has(after, fields));
}
