/** An existing key that a section names, for a rehearsal. */
import type { Existing } from "../../model/existing";

/** @param ids of keys, where the section gives one */
export function existingKeys(...ids: readonly (string | undefined)[]): readonly Existing[] {
  return ids.flatMap((id) => (id === undefined ? [] : [{ kind: "encryption-key" as const, id }]));
}
