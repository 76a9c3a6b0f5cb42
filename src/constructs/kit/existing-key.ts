/** An existing key that a section names, for a rehearsal. */
import type { ExistingObject } from "../../model/existing";

/** @param ids of keys, where the section gives one */
export function existingKeys(...ids: readonly (string | undefined)[]): readonly ExistingObject[] {
  return ids.flatMap((id) => (id === undefined ? [] : [{ kind: "encryption-key" as const, id }]));
}
