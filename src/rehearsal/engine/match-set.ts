/** Which element of a set was planned from which element of the configuration: set elements have no other identity. */
import { keyOf } from "../protocol/sets";
import { isObject, Unknown, type Value, type ValueObject } from "../protocol/value";
import { defaultOf } from "./defaults";
import { nestedIn, type Container, type Nesting } from "./attribute-container";

/**
 * For each element of the configuration, the element of the prior state that it led to, or undefined for a new one.
 * An element of the prior state is given away once.
 */
export function matchSet(
  container: Container,
  config: readonly Value[],
  prior: readonly Value[],
): readonly (ValueObject | undefined)[] {
  const free = prior.filter(isObject);
  return config.map((element) => {
    if (!isObject(element)) return undefined;
    const index = free.findIndex((candidate) => isPlannedFrom(container, element, candidate));
    return index < 0 ? undefined : free.splice(index, 1)[0];
  });
}

/** Whether the object differs from the configuration only in what the provider may fill in. */
function isPlannedFrom(container: Container, config: ValueObject, object: ValueObject): boolean {
  const attributes = Object.entries(container.attributes).every(([name, schema]) => {
    const configured = config[name] ?? null;
    const actual = object[name] ?? null;
    if (schema.writeOnly) return true;
    if (configured === null) return actual === null || schema.computed || sameAsDefault(defaultOf(schema), actual);
    return same(container, name, configured, actual);
  });
  return (
    attributes &&
    Object.keys(container.blocks).every((name) => same(container, name, config[name] ?? null, object[name] ?? null))
  );
}

const sameAsDefault = (value: Value | undefined, actual: Value): boolean =>
  value !== undefined && keyOf(value) === keyOf(actual);

function same(container: Container, name: string, config: Value, actual: Value): boolean {
  if (config instanceof Unknown) return false;
  const held = nestedIn(container, name);
  return held ? sameNesting(held, config, actual) : keyOf(config) === keyOf(actual);
}

function sameNesting(
  { nesting, container }: { nesting: Nesting; container: Container },
  config: Value,
  actual: Value,
): boolean {
  const isSameItem = (a: Value | undefined, b: Value | undefined): boolean =>
    isObject(a) && isObject(b) ? isPlannedFrom(container, a, b) : keyOf(a ?? null) === keyOf(b ?? null);
  if (Array.isArray(config) && Array.isArray(actual)) {
    if (config.length !== actual.length) return false;
    if (nesting === "set") return matchSet(container, config, actual).every((match) => match !== undefined);
    return config.every((element, index) => isSameItem(element, actual[index]));
  }
  if (nesting === "map" && isObject(config) && isObject(actual)) {
    const keys = Object.keys(config);
    return keys.length === Object.keys(actual).length && keys.every((key) => isSameItem(config[key], actual[key]));
  }
  return isSameItem(config, actual);
}
