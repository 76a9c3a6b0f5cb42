/** What a test starts is ended by it, whatever becomes of it: it would work on in Jest's process, beside every test after it. */

/** Gives a thing to the scope that ends it. */
export type Register = <T>(thing: T, end: (thing: T) => unknown) => T;

/**
 * Runs a part of a test, and ends then what it gave to `own`, the newest first; also where it fails.
 * @throws what `work` throws, or else what an end throws, after all of them were tried
 */
export async function scope<T>(work: (own: Register) => Promise<T>): Promise<T> {
  const ends: (() => unknown)[] = [];
  const failures: unknown[] = [];
  const endAll = async (): Promise<void> => {
    for (const end of ends.reverse()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
  };
  let result: T;
  try {
    result = await work((thing, end) => {
      ends.push(() => end(thing));
      return thing;
    });
  } catch (error) {
    await endAll();
    throw error;
  }
  await endAll();
  if (failures.length > 0) throw failures[0];
  return result;
}
