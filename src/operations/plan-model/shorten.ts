/** Cuts values that are too long to be read in a review. */
import type { Value } from "../../model/plan";

/** Of a text, in characters: about two lines. */
export const MAX_TEXT = 200;
/** Of a list. */
export const MAX_ENTRIES = 20;

/** Both sides, each cut where it differs from the other. */
export function shortenPair(
  before: Value | undefined,
  after: Value | undefined,
): [Value | undefined, Value | undefined] {
  if (typeof before === "string" && typeof after === "string") {
    const start = firstDifference(before, after);
    return [shortenText(before, start), shortenText(after, start)];
  }
  return [shorten(before), shorten(after)];
}

function shorten(value: Value | undefined): Value | undefined {
  if (typeof value === "string") return shortenText(value, 0);
  if (!Array.isArray(value)) return value;
  const list = value as readonly Value[];
  const first = list.slice(0, MAX_ENTRIES).map((entry) => shorten(entry) ?? null);
  return list.length > MAX_ENTRIES ? [...first, `… ${list.length - MAX_ENTRIES} more`] : first;
}

function shortenText(text: string, interesting: number): string {
  if (text.length <= MAX_TEXT) return text;
  // A little of what stands before the difference tells where it is.
  const start = interesting + 40 > MAX_TEXT ? interesting - 40 : 0;
  const part = text.slice(start, start + MAX_TEXT);
  const end = start + MAX_TEXT < text.length ? "…" : "";
  return `${start > 0 ? "…" : ""}${part}${end} (${text.length} characters)`;
}

function firstDifference(a: string, b: string): number {
  let index = 0;
  while (index < a.length && index < b.length && a[index] === b[index]) index += 1;
  return index;
}
