/** Which changes ask for a replacement: dotted paths of the facts, turned into the concrete paths that changed. */
import type { PathStep } from "../protocol/handlers";
import { keyOf } from "../protocol/sets";
import { isObject, objectOf, Unknown, type Value, type ValueObject } from "../protocol/value";
import { nestedIn, type Container } from "./attribute-container";

type Path = readonly PathStep[];

/** The prior, the planned and the configured value at one path. */
interface ValueTriple {
  readonly prior: Value;
  readonly planned: Value;
  readonly config: Value;
}

/**
 * The paths below the given dotted ones whose values differ. Below a set it is the set that changes: its elements have
 * no path that holds before and after.
 */
export function replacementPaths(
  container: Container,
  dotted: readonly string[],
  prior: ValueObject,
  planned: ValueObject,
  config: ValueObject,
): readonly Path[] {
  const found = dotted.flatMap((path) => changes(container, path.split("."), { prior, planned, config }, []));
  return [...new Map(found.map((path) => [JSON.stringify(path), path] as const)).values()];
}

function changes(container: Container, names: readonly string[], three: ValueTriple, before: Path): readonly Path[] {
  const [name, ...rest] = names;
  if (name === undefined) return [];
  const triple = tripleAt(three, name);
  const path = [...before, { attribute: name }];
  const held = nestedIn(container, name);
  if (!isChange(triple)) return [];
  if (rest.length === 0 || !held || triple.planned instanceof Unknown) return [path];
  const { nesting, container: inner } = held;
  if (nesting === "set") return setChanged(rest, triple) ? [path] : [];
  if (nesting === "list") {
    const count = Math.max(lengthOf(triple.prior), lengthOf(triple.planned));
    return Array.from({ length: count }, (_, index) =>
      changes(inner, rest, tripleItem(triple, index), [...path, { index }]),
    ).flat();
  }
  if (nesting === "map") {
    const keys = new Set(
      [triple.prior, triple.planned].flatMap((value) => (isObject(value) ? Object.keys(value) : [])),
    );
    return [...keys].flatMap((key) => changes(inner, rest, tripleAt(triple, key), [...path, { key }]));
  }
  return changes(inner, rest, triple, path);
}

/**
 * A value that the provider will compute for something that is new and was not configured is no change of that thing.
 */
function isChange({ prior, planned, config }: ValueTriple): boolean {
  if (planned instanceof Unknown && prior === null && config === null) return false;
  return keyOf(prior) !== keyOf(planned);
}

/** Whether an element that came or went holds the argument. */
function setChanged(rest: readonly string[], { prior, planned, config }: ValueTriple): boolean {
  const before = keysOf(prior);
  const after = keysOf(planned);
  const gone = elements(prior).filter((element) => !after.has(keyOf(element)));
  const come = elements(planned).filter((element) => !before.has(keyOf(element)));
  // What is unknown in a new element counts if it was configured so, not if the provider will compute it.
  const unknown = elements(config).some((element) => someValue(element, rest, (value) => value instanceof Unknown));
  return (
    gone.some((element) => someValue(element, rest, (value) => value !== null)) ||
    come.some((element) => someValue(element, rest, (value) => (value instanceof Unknown ? unknown : value !== null)))
  );
}

function someValue(value: Value, names: readonly string[], test: (value: Value) => boolean): boolean {
  const [name, ...rest] = names;
  if (name === undefined) return test(value);
  if (Array.isArray(value)) return value.some((element) => someValue(element, names, test));
  return isObject(value) ? someValue(value[name] ?? null, rest, test) : test(value);
}

const elements = (value: Value): readonly Value[] => (Array.isArray(value) ? value : []);
const keysOf = (value: Value): ReadonlySet<string> => new Set(elements(value).map(keyOf));
const lengthOf = (value: Value): number => elements(value).length;

function tripleAt(three: ValueTriple, name: string): ValueTriple {
  return mapTriple(three, (value) => (isObject(value) ? (value[name] ?? null) : null));
}

function tripleItem(three: ValueTriple, index: number): ValueTriple {
  return mapTriple(three, (value) => elements(value)[index] ?? objectOf());
}

const mapTriple = ({ prior, planned, config }: ValueTriple, pick: (value: Value) => Value): ValueTriple => ({
  prior: pick(prior),
  planned: pick(planned),
  config: pick(config),
});
