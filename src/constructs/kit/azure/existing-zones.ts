/** Private DNS zones that exist, as a file names them by their ids. */
import type { ExistingObject } from "../../../model/existing";

/**
 * Those that a section names, for a rehearsal. The name of a zone is the end of its id. Nothing here links them with the network:
 * their owner has.
 */
export function existingZones(...ids: readonly (string | undefined)[]): readonly ExistingObject[] {
  return ids.flatMap((id) =>
    id === undefined ? [] : [{ kind: "dns-zone" as const, id, name: id.split("/").at(-1) ?? id, linked: true }],
  );
}
