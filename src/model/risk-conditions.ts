/** What conditions are made of, whoever judges: the engine of rules, or a service of its own types. */
import type { Value } from "./plan";

/** The values of `a` that are missing from `b`. */
export function missingFrom(a: readonly Value[], b: readonly Value[]): readonly Value[] {
  const keys = new Set(b.map((value) => JSON.stringify(value)));
  return a.filter((value) => !keys.has(JSON.stringify(value)));
}

/** Address ranges, of which a text may hold several. */
export function rangesOf(values: readonly Value[]): readonly string[] {
  return values
    .filter((value) => typeof value === "string")
    .flatMap((text) => text.split(",").map((one) => one.trim()));
}

/** The first eight entries, and how many more there are: reasons stay one sentence. */
export function shortList(entries: readonly string[]): string {
  const rest = entries.length > 8 ? `, and ${entries.length - 8} more` : "";
  return entries.slice(0, 8).join(", ") + rest || "nothing";
}

/** The values as text, cut to 120 characters: reasons stay one sentence. */
export function shortText(values: readonly Value[]): string {
  const text = values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(", ");
  return text.length > 120 ? `${text.slice(0, 117)}…` : text || "nothing";
}
