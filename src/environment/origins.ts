/** Where the value of each field of a section comes from. */
import { isDeepStrictEqual } from "node:util";
import type { Component, EnvironmentFacts } from "../model/component";
import { defaultsForTarget } from "../model/target-parts";
import { formatPath, type Path } from "./path";
import { childOf, isMap, valueAt } from "./schema-walk";

/** `file`: it is written. `profile`: the component gives it to this profile. `target`: the target's part does. `default`: the schema. */
export const ORIGINS = ["file", "profile", "target", "default"] as const;
export type Origin = (typeof ORIGINS)[number];

export interface FieldOrigin {
  /** Path in the whole file, entries of lists by name: `databases.orders.storage`. */
  readonly path: string;
  readonly value: unknown;
  readonly origin: Origin;
}

/** What stands for a section before the profile's defaults. */
export interface Said {
  /** By the file. */
  readonly given: unknown;
  /** By the file, and what the target added. */
  readonly completed: unknown;
}

/** Every field of a section that has a value, with where it comes from. Lists that are no entries of things are one value. */
export function fieldOrigins(
  component: Component,
  section: unknown,
  { given: written, completed }: Said,
  facts: EnvironmentFacts,
): readonly FieldOrigin[] {
  const given = (completed ?? {}) as Readonly<Record<string, unknown>>;
  // The first are the component's own, whatever else there is the target's.
  const defaults = defaultsForTarget(component, facts, given);
  const [own, target] = component.rules().defaults ? [defaults[0], defaults[1]] : [undefined, defaults[0]];
  const originOf = (path: Path): Origin => {
    if (isThere(written, path)) return "file";
    if (isThere(completed, path)) return "target";
    // The target's part may say again what the profile gives.
    const [profileValue, targetValue] = [valueAt(own, path), valueAt(target, path)];
    if (targetValue !== undefined && !isDeepStrictEqual(targetValue, profileValue)) return "target";
    return profileValue === undefined ? "default" : "profile";
  };
  return leaves(section, []).map(({ path, value }) => ({
    path: pathText(component.name, section, path),
    value,
    origin: originOf(path),
  }));
}

interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

function leaves(value: unknown, path: Path): readonly Leaf[] {
  if (value === undefined) return [];
  const entries = isMap(value) ? Object.entries(value) : isThings(value) ? [...value.entries()] : [];
  if (entries.length === 0) return path.length === 0 ? [] : [{ path, value }];
  return entries.flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

/** A list of maps that are called by their names. */
export function isThings(value: unknown): value is readonly (object & { readonly name: string })[] {
  return Array.isArray(value) && value.length > 0 && value.every((entry) => typeof childOf(entry, "name") === "string");
}

const isThere = (value: unknown, path: Path): boolean => valueAt(value, path) !== undefined;

/** Positions in lists of things as their names: a name stays where a position moves. */
function pathText(component: string, section: unknown, path: Path): string {
  const named: (string | number)[] = [component];
  let value = section;
  for (const key of path) {
    const inner = childOf(value, key);
    named.push(typeof key === "number" && isThings(value) ? String(childOf(inner, "name")) : key);
    value = inner;
  }
  return formatPath(named);
}
