/** Of a plan: what each part of one thing of the file has, and will have. */
import type { DividedNumbers } from "../../model/spread";
import type { ResourceChange, UnchangedResource } from "../plan-model";
import { isChanged, isThing, partOf, type Range, rangeIn, sharesOf, sharesText } from "./shares";

/**
 * A line for each kind of numbers of the thing that change; none where they stay.
 * @param standing what stays as it is, of whatever thing
 */
export function spreadLines(
  path: string,
  changes: readonly ResourceChange[],
  standing: readonly UnchangedResource[],
  spreads: readonly DividedNumbers[],
): readonly string[] {
  return spreads.flatMap((spread) => {
    if (!isThing(spread, path)) return [];
    const [before, after] = [new Map<string, Range>(), new Map<string, Range>()];
    const put = (side: Map<string, Range>, name: string, values: unknown): void => {
      const [part, range] = [partOf(path, name), rangeIn(spread, values)];
      if (part !== undefined && range) side.set(part, range);
    };
    for (const { address, type, values } of standing) {
      if (type !== spread.type) continue;
      const name = address.slice(type.length + 1);
      put(before, name, values);
      put(after, name, values);
    }
    for (const change of changes) {
      if (change.type !== spread.type || change.mode === "data" || change.action === "configure") continue;
      put(before, change.name, change.before);
      if (change.action !== "delete" && change.action !== "forget") put(after, change.name, change.after);
    }
    const shares = sharesOf(before, after);
    // That all of it goes is told as such.
    if (after.size === 0 || !shares.some(isChanged)) return [];
    return [`${spread.label}: ${sharesText(shares)}`];
  });
}
