/** Finds values in a masked object by a pattern. */
import { SENSITIVE, UNKNOWN, type Value } from "./plan";

/**
 * Every value at a path such as `vpc_config.public_access_cidrs`: lists on the way are walked through, `*` is any key, `**`
 * any number of levels, and `parameter[name=x]` the entries of a list whose `name` is `x`. A list at the end gives its
 * entries. A key that holds dots itself (`service.beta.kubernetes.io/…`) is found as it is.
 */
export function valuesAt(value: Value | undefined, path: string): readonly Value[] {
  return find(value, path.match(/[^.[]+(\[[^\]]*\])?/g) ?? []).flatMap((found) =>
    Array.isArray(found) ? (found as readonly Value[]) : [found],
  );
}

function find(value: Value | undefined, [key, ...rest]: readonly string[]): readonly Value[] {
  if (value === undefined || value === null) return [];
  if (key === undefined) return [value];
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap((entry) => find(entry, [key, ...rest]));
  if (!isMap(value)) return [];
  const map = value;
  if (key === "**") {
    const deeper = Object.values(map).flatMap((inner) => find(inner, [key, ...rest]));
    return [...find(value, rest), ...deeper];
  }
  if (key === "*") return Object.values(map).flatMap((inner) => find(inner, rest));
  const [, name = key, field, wanted] = /^([^[]+)\[(\w+)=(.+)\]$/.exec(key) ?? [];
  if (field !== undefined)
    return entries(map[name])
      .filter((entry) => isMap(entry) && entry[field] === wanted)
      .flatMap((entry) => find(entry, rest));
  const whole = [key, ...rest].join(".");
  return rest.length > 0 && !(key in map) && whole in map ? find(map[whole], []) : find(map[key], rest);
}

function entries(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

function isMap(value: Value): value is { readonly [key: string]: Value } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isKnown(value: Value): boolean {
  return value !== UNKNOWN && value !== SENSITIVE;
}
