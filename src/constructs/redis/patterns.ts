/** Whether two patterns of keys or channels can mean the same one, as the server reads them (stringmatchlen of util.c). */

/** Any characters, or one of which this says whether it may stand there. */
type Step = "any" | ((sign: string) => boolean);

const PRINTABLE = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));

function stepsOf(pattern: string): readonly Step[] {
  return [...pattern.matchAll(/\[(\^?)([^\]]*)\]|[^]/g)].map(([whole, not, set]): Step => {
    if (whole === "*") return "any";
    if (whole === "?") return () => true;
    if (set === undefined) return (sign) => sign === whole;
    const named = [...set.matchAll(/([^])-([^])|[^]/g)].map(([one, from = one, to = one]) => [from, to] as const);
    const isIn = (sign: string): boolean =>
      named.some(([from, to]) => (from <= sign && sign <= to) || (to <= sign && sign <= from));
    return (sign) => isIn(sign) !== (not === "^");
  });
}

/** At most as many steps as one pattern is long times the other. */
export function patternsMeet(first: string, second: string): boolean {
  const [one, other] = [stepsOf(first), stepsOf(second)];
  /** Whether the rests from here on can mean the same text. */
  const meets: boolean[][] = Array.from({ length: one.length + 2 }, () => Array<boolean>(other.length + 2).fill(false));
  const rest = (at: number, beside: number): boolean => meets[at]?.[beside] ?? false;
  for (let at = one.length; at >= 0; at--) {
    for (let beside = other.length; beside >= 0; beside--) {
      const row = meets[at];
      if (row) row[beside] = restsMeet(at, beside);
    }
  }
  return rest(0, 0);

  function restsMeet(at: number, beside: number): boolean {
    const [a, b] = [one[at], other[beside]];
    if (!a && !b) return true;
    if (a === "any") return rest(at + 1, beside) || (b !== undefined && rest(at, beside + 1));
    if (b === "any") return rest(at, beside + 1) || (a !== undefined && rest(at + 1, beside));
    if (!a || !b) return false;
    return PRINTABLE.some((sign) => a(sign) && b(sign)) && rest(at + 1, beside + 1);
  }
}
