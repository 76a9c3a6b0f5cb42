/** Sets in one canonical order, so that two equal sets are equal arrays. */
import { numberText } from "./numbers";
import { BigNumber, Dynamic, isWhollyKnown, Unknown, type Value } from "./value";

/**
 * A text that two values share exactly if they are equal: objects whatever the order of their keys, numbers by value
 * (negative zero is zero, as for Terraform).
 */
export function keyOf(value: Value): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return String(value);
  if (value instanceof BigNumber) return numberText(value);
  if (value instanceof Unknown) return `?${value.refinements ? Buffer.from(value.refinements).toString("hex") : ""}`;
  if (value instanceof Dynamic) return `(${JSON.stringify(value.type)} ${keyOf(value.value)})`;
  if (Array.isArray(value)) return `[${value.map(keyOf).join(",")}]`;
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${keyOf(value[name] ?? null)}`).join(",")}}`;
}

/**
 * The elements of a set in canonical order, each once: numbers by size, strings by code unit, everything else after
 * them by its key. Elements that hold something unknown are all kept: each may turn out to be different.
 */
export function canonicalSet(elements: readonly Value[]): Value[] {
  if (elements.length < 2) return [...elements];
  const keyed: Keyed[] = elements.map((element) => ({ element, key: keyOf(element) }));
  keyed.sort((a, b) => rank(a.element) - rank(b.element) || order(a, b));
  return keyed
    .filter(({ element, key }, index) => index === 0 || keyed[index - 1]?.key !== key || !isWhollyKnown(element))
    .map(({ element }) => element);
}

interface Keyed {
  readonly element: Value;
  readonly key: string;
}

function rank(element: Value): number {
  return typeof element === "number" ? 0 : typeof element === "string" ? 1 : 2;
}

/** Both of one rank. */
function order(a: Keyed, b: Keyed): number {
  if (typeof a.element === "number" && typeof b.element === "number") {
    return a.element < b.element ? -1 : a.element > b.element ? 1 : 0;
  }
  const [left, right] = typeof a.element === "string" ? [a.element, b.element as string] : [a.key, b.key];
  return left < right ? -1 : left > right ? 1 : 0;
}
