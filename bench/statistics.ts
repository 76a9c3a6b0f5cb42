/** Medians, and ratios of what was measured side by side. */

/** @throws RangeError if there is no value */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError("There is no median of nothing.");
  return (lower + upper) / 2;
}

export interface Ratio {
  /** Median of the rounds' ratios. */
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/**
 * How many times `b` each `a` is, round by round: what slows the machine down for a while slows both of a round down, so that
 * the ratio of a round is steadier than the ratio of two medians.
 * @throws RangeError if there is no round, or the rounds of the two are not as many
 */
export function ratioOf(a: readonly number[], b: readonly number[]): Ratio {
  if (a.length !== b.length) throw new RangeError(`${a.length} rounds of one and ${b.length} of the other.`);
  const ratios = a.map((value, round) => value / (b[round] ?? Number.NaN));
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}
