/**
 * Texts by pattern: `*` stands for any characters, `?` for one. Read from left to right in at most pattern times text steps;
 * as a regular expression, a pattern with many stars would be tried in more ways than there is time for.
 */
export function matchesGlob(pattern: string, text: string, signs: "*?" | "*" = "*?"): boolean {
  let [at, read] = [0, 0];
  /** After the last star, and how much of the text it has swallowed. */
  let [afterStar, swallowed] = [-1, 0];
  while (read < text.length) {
    const wanted = pattern[at];
    if (wanted === "*") {
      [afterStar, swallowed] = [++at, read];
    } else if (wanted !== undefined && (wanted === text[read] || (wanted === "?" && signs === "*?"))) {
      at++;
      read++;
    } else if (afterStar >= 0) {
      [at, read] = [afterStar, ++swallowed];
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
