/** Of a plan: what a list of the file has, and will have. */
import type { FileList } from "../../model/file-list";
import type { ResourceChange, UnchangedResource } from "../plan-model";

/**
 * A line for each list of the thing that gains or loses an entry; none of one that comes or goes as a whole: that is told as such.
 * @param standing what stays as it is, of whatever thing
 */
export function entryLines(
  path: string,
  changes: readonly ResourceChange[],
  standing: readonly UnchangedResource[],
  lists: readonly FileList[],
): readonly string[] {
  return lists.flatMap(({ type, entry: listPath, label, attribute }) => {
    if (listPath !== path) return [];
    const entry = (values: Readonly<Record<string, unknown>> | undefined): readonly string[] => {
      const value = values?.[attribute];
      return typeof value === "string" ? [value] : [];
    };
    const stays = standing.filter((resource) => resource.type === type).flatMap(({ values }) => entry(values));
    const own = changes.filter(
      ({ mode, action, ...of }) => of.type === type && mode === "managed" && action !== "configure",
    );
    const remaining = own.filter(({ action }) => action !== "delete" && action !== "forget");
    const before = sorted([...stays, ...own.flatMap((change) => entry(change.before))]);
    const after = sorted([...stays, ...remaining.flatMap((change) => entry(change.after))]);
    if (before === "" || after === "" || before === after) return [];
    return [`${label} ${before} → ${after}`];
  });
}

function sorted(entries: readonly string[]): string {
  return [...new Set(entries)].sort().join(", ");
}
