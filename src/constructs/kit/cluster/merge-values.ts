/** The user's `values` escape: laid over the values that the project sets. */

/** A plain object, whose keys are merged; lists, tokens and everything else are replaced as a whole. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Merges objects key by key at any depth, as Helm merges value files: what comes later wins, `null` removes a default. */
export function mergeValues(base: object, overrides: object): Record<string, unknown> {
  const merged = new Map<string, unknown>(Object.entries(base));
  for (const [key, value] of Object.entries(overrides)) {
    const before = merged.get(key);
    merged.set(key, isPlainObject(before) && isPlainObject(value) ? mergeValues(before, value) : value);
  }
  return Object.fromEntries(merged);
}
