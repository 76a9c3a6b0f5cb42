import { JangadaError, type Problem } from "../../src/errors";

/** What is wrong with some work by its JangadaError; nothing where it is done. */
export function problemsOf(work: () => unknown): readonly Problem[] {
  try {
    work();
  } catch (error) {
    if (JangadaError.is(error)) return error.problems;
    throw error;
  }
  return [];
}
