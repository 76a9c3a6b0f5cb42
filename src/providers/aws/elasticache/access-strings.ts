/** Access strings of ElastiCache's users, compared: what one lets in that the other did not. */
import { valuesAt } from "../../../model/plan-values";
import { type Condition, NOT_HELD } from "../../../model/risk";
import { shortText } from "../../../model/risk-conditions";

const words = (text: unknown): readonly string[] => (typeof text === "string" ? text.split(/\s+/).filter(Boolean) : []);

/** What grants: to be on, keys, channels, commands. */
const GRANTS = /^(?:on|allkeys|allchannels|allcommands|nopass|[~&+%].*)$/;
/** What takes back. */
const TAKES = /^(?:off|resetkeys|resetchannels|nocommands|-.*)$/;

/** It grants what it did not, or no longer takes back what it did. */
export const accessGrows: Condition = {
  judge: ({ before, after }) => {
    const [earlier, later] = [before, after].map((object) => words(valuesAt(object, "access_string")[0]));
    if (!earlier || !later || earlier.length === 0) return NOT_HELD;
    const gained = later.filter((word) => GRANTS.test(word) && !earlier.includes(word));
    const lost = earlier.filter((word) => TAKES.test(word) && !later.includes(word));
    if (gained.length + lost.length === 0) return NOT_HELD;
    return {
      holds: true,
      before: shortText([...earlier]),
      after: shortText([...gained, ...lost.map((word) => `without ${word}`)]),
    };
  },
};

/** What ElastiCache adds to an access string by itself: what holds anyway where nothing else is said. */
const ADDED = new Set(["resetchannels", "-@all", "sanitize-payload"]);

/** Whether two access strings differ only in what ElastiCache adds. The order of what remains has a meaning, and counts. */
export function isSameAccess(before: unknown, after: unknown): boolean {
  const [earlier, later] = [before, after].map((text) => words(text).filter((word) => !ADDED.has(word)));
  return typeof before === "string" && typeof after === "string" && earlier?.join(" ") === later?.join(" ");
}
