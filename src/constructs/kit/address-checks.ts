/** Lists of ranges in a section: what they let in together. */
import { AddressSet } from "../../model/address-set";
import type { SectionProblem } from "../../model/component";

export interface RangesRule {
  /** Code of the problem, where they are the world. */
  readonly worldCode: string;
  /** Code of the warning, where they are more than one owner has. */
  readonly wideCode: string;
  /** What they reach, such as `the API server`. */
  readonly what: string;
  readonly remedy: string;
}

/** One problem for each range that is the world alone; else one of the whole list (or map), if its ranges are together. */
export function checkRanges(
  given: readonly string[] | Readonly<Record<string, string>>,
  path: readonly (string | number)[],
  { worldCode, wideCode, what, remedy }: RangesRule,
): readonly SectionProblem[] {
  const ranges = Object.values(given);
  const keys = Array.isArray(given) ? [...given.keys()] : Object.keys(given);
  const worldProblems = ranges.flatMap((range, index): readonly SectionProblem[] =>
    AddressSet.of([range]).isWorld
      ? [
          {
            path: [...path, keys[index] ?? index],
            code: worldCode,
            message: `'${range}' opens ${what} to everybody.`,
            remedy,
          },
        ]
      : [],
  );
  if (worldProblems.length > 0) return worldProblems;
  const union = AddressSet.of(ranges);
  if (union.isWorld) {
    return [{ path, code: worldCode, message: `Together, these ranges open ${what} to everybody.`, remedy }];
  }
  if (!union.isWide) return [];
  const message = `These ranges open ${what} to more public addresses than anybody owns.`;
  return [{ path, code: wideCode, message, remedy, severity: "warning" }];
}
