/** Rules of a user in an access list of Valkey, compared: what one lets in that the other did not. */

/** What grants: to be on, keys, channels, commands. */
const GRANTS = /^(?:on|allkeys|allchannels|allcommands|nopass|[~&+%].*)$/;
/** What takes back. */
const TAKES = /^(?:off|resetkeys|resetchannels|nocommands|-.*)$/;

export const accessWords = (text: unknown): readonly string[] =>
  typeof text === "string" ? text.split(/\s+/).filter(Boolean) : [];

/** What is granted that was not, and `without …` for what is no longer taken back. */
export function gainedAccess(earlier: readonly string[], later: readonly string[]): readonly string[] {
  const gained = later.filter((word) => GRANTS.test(word) && !earlier.includes(word));
  const lost = earlier.filter((word) => TAKES.test(word) && !later.includes(word));
  return [...gained, ...lost.map((word) => `without ${word}`)];
}
