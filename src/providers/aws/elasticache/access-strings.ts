/** Access strings of ElastiCache's users, compared: what one lets in that the other did not. */
import { accessWords, gainedAccess } from "../../../model/access-lists";
import { valuesAt } from "../../../model/plan-values";
import { type Condition, NOT_HELD } from "../../../model/risk";
import { shortText } from "../../../model/risk-conditions";

/** It grants what it did not, or no longer takes back what it did. */
export const accessGrows: Condition = {
  judge: ({ before, after }) => {
    const [earlier, later] = [before, after].map((object) => accessWords(valuesAt(object, "access_string")[0]));
    if (!earlier || !later || earlier.length === 0) return NOT_HELD;
    const gained = gainedAccess(earlier, later);
    return gained.length === 0
      ? NOT_HELD
      : { holds: true, before: shortText([...earlier]), after: shortText([...gained]) };
  },
};

/** What ElastiCache adds to an access string by itself: what holds anyway where nothing else is said. */
const ADDED = new Set(["resetchannels", "-@all", "sanitize-payload"]);

/** Whether two access strings differ only in what ElastiCache adds. The order of what remains has a meaning, and counts. */
export function isSameAccess(before: unknown, after: unknown): boolean {
  const [earlier, later] = [before, after].map((text) => accessWords(text).filter((word) => !ADDED.has(word)));
  return typeof before === "string" && typeof after === "string" && earlier?.join(" ") === later?.join(" ");
}
