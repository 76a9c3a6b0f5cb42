/** One function in the place of another, for a while. */

/** Runs `work` while `owner[name]` is `other`. Those who call it through `owner` call the other; those who hold it do not. */
export function withInstead<O extends object, K extends keyof O, T>(owner: O, name: K, other: O[K], work: () => T): T {
  const own = owner[name];
  owner[name] = other;
  try {
    return work();
  } finally {
    owner[name] = own;
  }
}
