/** What a server is restored from and this file does not make, for a rehearsal. */
import type { ExistingObject } from "../../../model/existing";
import type { DatabaseSection, DatabasesSection } from "../section";
import { INSTANCE_IDENTIFIER, RESOURCE_ID } from "./rds-facts";

export function existingBackups(databases: DatabasesSection, database: DatabaseSection): readonly ExistingObject[] {
  const { restore, aws, version, storage } = database;
  const common = {
    kind: "database-backup",
    version,
    storage,
    ...(aws.encryptionKey === undefined ? {} : { key: aws.encryptionKey }),
  } as const;
  if (aws.snapshot !== undefined) return [{ ...common, source: "snapshot", id: aws.snapshot }];
  if (restore === undefined || databases.some(({ name }) => name === restore.from)) return [];
  if (RESOURCE_ID.test(restore.from)) return [{ ...common, source: "backups", id: restore.from }];
  return INSTANCE_IDENTIFIER.test(restore.from) ? [{ ...common, source: "server", id: restore.from }] : [];
}
