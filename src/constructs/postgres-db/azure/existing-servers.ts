/** What a server is restored from and this file does not make, for a rehearsal. */
import type { EnvironmentFacts } from "../../../model/component";
import type { ExistingObject } from "../../../model/existing";
import type { DatabaseSection, DatabasesSection } from "../section";
import { SERVER_ID, serverId } from "./server-facts";

const SOURCES = { "point-in-time": "server", geo: "copies", dropped: "backups" } as const;

/** By its name alone it stands in the environment's own group, which is called as the environment. */
export function existingServers(
  databases: DatabasesSection,
  { restore, azure, version, storage }: DatabaseSection,
  { account, name: group }: Pick<EnvironmentFacts, "account" | "name">,
): readonly ExistingObject[] {
  if (restore === undefined || databases.some(({ name }) => name === restore.from)) return [];
  const { from } = restore;
  return [
    {
      kind: "database-backup",
      source: SOURCES[azure.restoreMode],
      id: SERVER_ID.test(from) ? from : serverId(account, group, from),
      version,
      storage,
      ...(azure.encryptionKey === undefined ? {} : { key: azure.encryptionKey.id }),
    },
  ];
}
