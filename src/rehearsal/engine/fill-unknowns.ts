/** Fills what is unknown in a plan from what a behaviour computed, and nothing else. */
import { Dynamic, isObject, isWhollyKnown, objectOf, Unknown, type Value, type ValueObject } from "../protocol/value";

/** The planned object with its unknown values replaced by the computed ones, where there are any. */
export function fillUnknowns(planned: ValueObject, computed: { readonly [name: string]: Value }): ValueObject {
  return objectOf(
    Object.entries(planned).map(
      ([name, value]) => [name, name in computed ? fillUnknownValue(value, computed[name] ?? null) : value] as const,
    ),
  );
}

function fillUnknownValue(planned: Value, offered: Value): Value {
  if (planned instanceof Unknown) return offered;
  if (isWhollyKnown(planned)) return planned;
  if (planned instanceof Dynamic) return offered instanceof Dynamic ? offered : planned;
  if (Array.isArray(planned) && Array.isArray(offered)) return fillUnknownElements(planned, offered);
  if (isObject(planned) && isObject(offered)) return fillUnknowns(planned, offered);
  return planned;
}

/**
 * A set's elements may change their order once they are known: each planned element is filled from the computed element that
 * is compatible with its known values, or else from the one at its own index.
 */
function fillUnknownElements(planned: readonly Value[], offered: readonly Value[]): Value[] {
  const free: (Value | undefined)[] = [...offered];
  const matches = planned.map((element, index) => {
    const matchesElement = (one: Value | undefined): boolean => one !== undefined && isCompatible(element, one);
    const match = matchesElement(free[index]) ? index : free.findIndex(matchesElement);
    const found = free[match];
    free[match] = undefined;
    return found;
  });
  return planned.map((element, index) => {
    const source = matches[index] ?? free[index];
    return source === undefined ? element : fillUnknownValue(element, source);
  });
}

/** Whether the planned value, with its unknowns, can become the actual value. */
function isCompatible(planned: Value, actual: Value): boolean {
  if (planned instanceof Unknown || actual instanceof Unknown) return true;
  if (Array.isArray(planned) && Array.isArray(actual)) {
    return (
      planned.length === actual.length &&
      planned.every((element, index) => isCompatible(element, actual[index] ?? null))
    );
  }
  if (isObject(planned) && isObject(actual)) {
    return Object.keys(planned).every(
      (name) => !(name in actual) || isCompatible(planned[name] ?? null, actual[name] ?? null),
    );
  }
  return planned === actual || String(planned) === String(actual);
}
