/** Where no cloud is, what runs with one elsewhere runs in the cluster unless the file says otherwise, which is refused. */
import { fieldOf } from "./field-of";

/**
 * Defaults of a list's entries, which follow from where they run.
 * @param given What was written; nothing of it is checked yet.
 * @param defaults Of a list whose entries say where they run.
 */
export function withRuns(given: unknown, defaults: (entries: readonly unknown[]) => unknown): unknown {
  if (!Array.isArray(given)) return undefined;
  const entries = given.map((entry: unknown) =>
    typeof entry === "object" && entry !== null && fieldOf(entry, "runs") === undefined
      ? { ...entry, runs: "in-cluster" }
      : entry,
  );
  return (defaults(entries) as readonly object[]).map((usual) => ({ ...usual, runs: "in-cluster" }));
}
