/** Whether two patterns of keys or channels can mean the same one. */

type Step = { readonly any: true } | { readonly one: true } | { readonly is: string };

/** `[…]` counts as any one character: what may overlap is told rather than missed. */
function stepsOf(pattern: string): readonly Step[] {
  return [...pattern.replace(/\[[^\]]*\]/g, "?")].map((sign): Step =>
    sign === "*" ? { any: true } : sign === "?" ? { one: true } : { is: sign },
  );
}

/** At most as many steps as one pattern is long times the other. */
export function patternsMeet(first: string, second: string): boolean {
  const [one, other] = [stepsOf(first), stepsOf(second)];
  /** Whether the rests from here on can mean the same text. */
  const meets: boolean[][] = Array.from({ length: one.length + 1 }, () => Array<boolean>(other.length + 1).fill(false));
  for (let at = one.length; at >= 0; at--) {
    for (let beside = other.length; beside >= 0; beside--) {
      (meets[at] as boolean[])[beside] = restsMeet(at, beside);
    }
  }
  return meets[0]?.[0] ?? false;

  function restsMeet(at: number, beside: number): boolean {
    const [a, b] = [one[at], other[beside]];
    const rest = (i: number, j: number): boolean => meets[i]?.[j] ?? false;
    if (!a && !b) return true;
    if (a && "any" in a) return rest(at + 1, beside) || (b !== undefined && rest(at, beside + 1));
    if (b && "any" in b) return rest(at, beside + 1) || (a !== undefined && rest(at + 1, beside));
    if (!a || !b) return false;
    return ("one" in a || "one" in b || a.is === b.is) && rest(at + 1, beside + 1);
  }
}
