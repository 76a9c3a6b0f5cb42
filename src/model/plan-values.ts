/** Finds values in a masked object by a pattern. */
import { SENSITIVE, UNKNOWN, type Value } from "./plan";

/**
 * Every value at a path such as `spec.allowed_ranges`: lists on the way are walked through, `*` is any key, `**`
 * any number of levels, and `parameter[name=x]` the entries of a list whose `name` is `x`. A list at the end gives its
 * entries. A key that holds dots itself (`service.beta.kubernetes.io/…`) is found as it is.
 */
export function valuesAt(value: Value | undefined, path: string): readonly Value[] {
  if (value === undefined || value === null) return NOTHING;
  return valuesAtStep(value, stepsOf(path)).flatMap((found) =>
    Array.isArray(found) ? (found as readonly Value[]) : [found],
  );
}

/** A part of a path, and what follows it. */
interface PathStep {
  readonly key: string;
  /** `[name=x]` */
  readonly only: { readonly field: string; readonly is: string } | undefined;
  /** The rest of the path from here, as one key. */
  readonly whole: string;
  readonly next: PathStep | undefined;
}

const NOTHING: readonly Value[] = [];
/** The rules ask for few paths, and for each of them of every change. */
const paths = new Map<string, PathStep | undefined>();

function stepsOf(path: string): PathStep | undefined {
  let known = paths.get(path);
  if (known === undefined) {
    const parts = path.match(/[^.[]+(\[[^\]]*\])?/g) ?? [];
    known = parts.reduceRight<PathStep | undefined>((next, part, index) => {
      const [, key = part, field, is = ""] = /^([^[]+)\[(\w+)=(.+)\]$/.exec(part) ?? [];
      return { key, only: field === undefined ? undefined : { field, is }, whole: parts.slice(index).join("."), next };
    }, undefined);
    paths.set(path, known);
  }
  return known;
}

function valuesAtStep(value: Value | undefined, step: PathStep | undefined): readonly Value[] {
  if (value === undefined || value === null) return NOTHING;
  if (step === undefined) return [value];
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap((entry) => valuesAtStep(entry, step));
  if (!isMap(value)) return NOTHING;
  const { key, only, whole, next } = step;
  if (key === "**")
    return [...valuesAtStep(value, next), ...Object.values(value).flatMap((inner) => valuesAtStep(inner, step))];
  if (key === "*") return Object.values(value).flatMap((inner) => valuesAtStep(inner, next));
  if (only)
    return entries(value[key])
      .filter((entry) => isMap(entry) && entry[only.field] === only.is)
      .flatMap((entry) => valuesAtStep(entry, next));
  return next && !(key in value) && whole in value
    ? valuesAtStep(value[whole], undefined)
    : valuesAtStep(value[key], next);
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
