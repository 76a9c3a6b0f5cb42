/** One function in the place of another, for a while. */

/** Runs `work` while `owner[name]` is `other`. Those who call it through `owner` call the other; those who hold it do not. */
export function withReplacedFunction<O extends object, K extends keyof O, T>(
  owner: O,
  name: K,
  replacement: O[K],
  work: () => T,
): T {
  const original = owner[name];
  owner[name] = replacement;
  try {
    return work();
  } finally {
    owner[name] = original;
  }
}
