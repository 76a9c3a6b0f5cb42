/** Which parts of an object Terraform or its schema marks: a tree that is `true` where everything below is marked. */

export type Marks = undefined | true | { readonly each?: Marks; readonly keys: ReadonlyMap<string, Marks> };

/**
 * From `before_sensitive` or `after_sensitive`. The entries of a list are taken together: between before
 * and after they may have changed places, and a secret must not be seen because its neighbour went.
 */
export function marksOf(raw: unknown): Marks {
  if (raw === true) return true;
  if (Array.isArray(raw)) {
    const each = raw.map(marksOf).reduce(union, undefined);
    return each === undefined ? undefined : { each, keys: new Map() };
  }
  if (typeof raw !== "object" || raw === null) return undefined;
  const keys = new Map<string, Marks>();
  for (const [key, value] of Object.entries(raw)) {
    const marks = marksOf(value);
    if (marks !== undefined) keys.set(key, marks);
  }
  return keys.size > 0 ? { keys } : undefined;
}

/** From `after_unknown`: by position. */
export function unknownOf(raw: unknown): Marks {
  if (raw === true) return true;
  if (typeof raw !== "object" || raw === null) return undefined;
  const keys = new Map<string, Marks>();
  for (const [key, value] of Object.entries(raw)) {
    const marks = unknownOf(value);
    if (marks !== undefined) keys.set(key, marks);
  }
  return keys.size > 0 ? { keys } : undefined;
}

/** What either marks. */
export function union(a: Marks, b: Marks): Marks {
  if (a === true || b === true) return true;
  if (a === undefined) return b;
  if (b === undefined) return a;
  const keys = new Map(a.keys);
  for (const [key, marks] of b.keys) keys.set(key, union(keys.get(key), marks));
  const each = union(a.each, b.each);
  return each === undefined ? { keys } : { each, keys };
}

/** The marks of an entry of a list, or of a key. */
export function below(marks: Marks, key: string | number): Marks {
  if (marks === true || marks === undefined) return marks;
  return union(marks.keys.get(String(key)), marks.each);
}
