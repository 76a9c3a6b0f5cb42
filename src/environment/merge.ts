/** Puts the profile's defaults under what the file says. */
import type { Component, EnvironmentFacts } from "../model/component";
import { defaultsForTarget } from "../model/target-parts";
import { isMap } from "./schema-walk";

/** What a component and the target's part of it fill in, as one; undefined if they fill in nothing. */
export function sectionDefaults(
  component: Component,
  facts: EnvironmentFacts,
  given: Readonly<Record<string, unknown>>,
): unknown {
  return defaultsForTarget(component, facts, given).reduce<unknown>(
    (componentDefaults, targetDefaults) => mergeSectionDefaults(targetDefaults, componentDefaults),
    undefined,
  );
}

/**
 * Maps are merged key by key; everything else that the file says stands as it is, lists included. Only where a section is
 * itself a list, and the component made defaults for each of its entries, each entry is merged with its own.
 */
export function mergeSectionDefaults(given: unknown, defaults: unknown): unknown {
  if (Array.isArray(given) && Array.isArray(defaults) && given.length === defaults.length) {
    return given.map((entry, index) => mergeDefaults(entry, defaults[index]));
  }
  return mergeDefaults(given, defaults);
}

function mergeDefaults(given: unknown, defaults: unknown): unknown {
  if (given === undefined) return plain(defaults);
  if (!isMap(given) || !isMap(defaults)) return plain(given);
  const keys = new Set([...Object.keys(defaults), ...Object.keys(given)]);
  return Object.fromEntries([...keys].map((key) => [key, mergeDefaults(given[key], defaults[key])]));
}

/** Ordinary objects again: by now no key is left that an ordinary object would stumble over. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
