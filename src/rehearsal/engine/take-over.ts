/** Fills what is unknown in a plan from what a behaviour computed, and nothing else. */
import { Dynamic, isObject, isWhollyKnown, objectOf, Unknown, type Value, type ValueObject } from "../protocol/value";

/** The plan with its unknowns replaced where there is an offer for them. */
export function takeOver(planned: ValueObject, offered: { readonly [name: string]: Value }): ValueObject {
  return objectOf(
    Object.entries(planned).map(
      ([name, value]) => [name, name in offered ? filled(value, offered[name] ?? null) : value] as const,
    ),
  );
}

function filled(planned: Value, offered: Value): Value {
  if (planned instanceof Unknown) return offered;
  if (isWhollyKnown(planned)) return planned;
  if (planned instanceof Dynamic) return offered instanceof Dynamic ? offered : planned;
  if (Array.isArray(planned) && Array.isArray(offered)) return filledElements(planned, offered);
  if (isObject(planned) && isObject(offered)) return takeOver(planned, offered);
  return planned;
}

/**
 * Elements of a set may stand elsewhere once they are known: each takes over from one that agrees with what it knows,
 * and from the one in its own place if none does.
 */
function filledElements(planned: readonly Value[], offered: readonly Value[]): Value[] {
  const free: (Value | undefined)[] = [...offered];
  const matches = planned.map((element, index) => {
    const fits = (one: Value | undefined): boolean => one !== undefined && agrees(element, one);
    const match = fits(free[index]) ? index : free.findIndex(fits);
    const found = free[match];
    free[match] = undefined;
    return found;
  });
  return planned.map((element, index) => {
    const source = matches[index] ?? free[index];
    return source === undefined ? element : filled(element, source);
  });
}

/** Whether a value may be what the plan turns out to be. */
function agrees(planned: Value, actual: Value): boolean {
  if (planned instanceof Unknown || actual instanceof Unknown) return true;
  if (Array.isArray(planned) && Array.isArray(actual)) {
    return (
      planned.length === actual.length && planned.every((element, index) => agrees(element, actual[index] ?? null))
    );
  }
  if (isObject(planned) && isObject(actual)) {
    return Object.keys(planned).every(
      (name) => !(name in actual) || agrees(planned[name] ?? null, actual[name] ?? null),
    );
  }
  return planned === actual || String(planned) === String(actual);
}
