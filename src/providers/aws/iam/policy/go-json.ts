/** JSON as Go's encoder writes it, which the provider's documents come from. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** `<`, `>` and `&` are safe inside HTML, the two line separators inside JavaScript. */
const ESCAPED = /[<>&\u2028\u2029]/g;

/** @param space of the indentation; none for one line */
export function goJson(value: Json, space = 0): string {
  return JSON.stringify(value, null, space).replace(
    ESCAPED,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Go's order of texts: by their bytes. */
export const byBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

/** An object from its pairs, its keys in the order that Go writes those of a map. */
export function sortedMap(pairs: Iterable<readonly [string, Json]>): { [key: string]: Json } {
  return Object.fromEntries([...pairs].sort(([one], [other]) => byBytes(one, other)));
}

/** A value that was read from somewhere, as Go writes it again. */
export function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => ordered(item));
  if (!isJsonObject(value)) return value;
  return sortedMap(Object.entries(value).map(([key, item]) => [key, ordered(item)]));
}

export const isJsonObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value of a field as Go's decoder finds it: in any case, and the last of several. */
export function field(object: { readonly [key: string]: Json }, name: string): Json | undefined {
  return Object.entries(object).findLast(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/** What Go's decoder calls a kind of value. */
export function kindOf(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}
