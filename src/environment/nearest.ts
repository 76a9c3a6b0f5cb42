/** Finds the name that somebody probably meant. */
import { distance } from "fastest-levenshtein";

/**
 * The known name nearest to what was written, or undefined if none is near: at most one wrong letter in three, case, hyphens
 * and underscores not counted.
 */
export function nearest(written: string, known: readonly string[]): string | undefined {
  const normalized = plain(written);
  let best: { name: string; distance: number } | undefined;
  for (const name of known) {
    const candidate = plain(name);
    if (Math.abs(candidate.length - normalized.length) > LONGEST) continue;
    // Letters in the wrong order are one mistake, not two.
    const editDistance =
      sorted(normalized) === sorted(candidate)
        ? Math.min(1, distance(normalized, candidate))
        : distance(normalized, candidate);
    if (!best || editDistance < best.distance) best = { name, distance: editDistance };
  }
  return best && best.distance <= Math.max(1, Math.floor(Math.max(normalized.length, plain(best.name).length) / 3))
    ? best.name
    : undefined;
}

/** Names further apart in length cannot be near; spares the work on absurdly long input. */
const LONGEST = 10;

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, "");
}

function sorted(name: string): string {
  return [...name].sort().join("");
}
