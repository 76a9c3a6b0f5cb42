/** The objects that a release of the local chart carries: read from its values, as plans have them. */
import type { Value } from "./plan";

export type Fields = { readonly [key: string]: Value };

export function isFields(value: Value | undefined): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const listOf = (value: Value | undefined): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [];

export const objectsIn = (release: Fields | undefined): readonly Fields[] =>
  listOf(release?.["values"]).flatMap((document) =>
    isFields(document) ? listOf(document["objects"]).filter(isFields) : [],
  );

/** The value at keys one within the other; numbers are positions. */
export function within(value: Value | undefined, ...keys: readonly (string | number)[]): Value | undefined {
  return keys.reduce<Value | undefined>((inner, key) => {
    if (typeof key === "number") return listOf(inner)[key];
    return isFields(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined;
  }, value);
}
