/** Changed texts for tests. */

/**
 * The text with its first `from` replaced.
 * @throws Error where there is none: what a test changes must be there, or it tries nothing
 */
export function edited(text: string, from: string | RegExp, to: string | ((match: string) => string)): string {
  const found =
    typeof from === "string" ? text.includes(from) : new RegExp(from.source, from.flags.replace("g", "")).test(text);
  if (!found) throw new Error(`'${String(from)}' is not in the text that is to be changed:\n${text}`);
  // One function, for which TypeScript has two signatures.
  return text.replace(from, to as string);
}
