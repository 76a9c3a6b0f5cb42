/** What a server is restored from and this file does not make, for a rehearsal. */
import type { ExistingObject } from "../../../model/existing";
import type { DatabaseSection, DatabasesSection } from "../section";

export function existingServers(databases: DatabasesSection, database: DatabaseSection): readonly ExistingObject[] {
  const { restore, azure, version, storage } = database;
  if (restore === undefined || databases.some(({ name }) => name === restore.from)) return [];
  return [
    {
      kind: "database-backup",
      source: azure.restoreMode === "dropped" ? "backups" : "server",
      id: restore.from,
      version,
      storage,
      ...(azure.encryptionKey === undefined ? {} : { key: azure.encryptionKey.id }),
    },
  ];
}
