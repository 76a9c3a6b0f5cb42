/** What a server is restored from, and nobody made in this world. */
import type { ExistingObject } from "../../../model/existing";
import type { Value } from "../../../rehearsal/protocol/value";
import { RETAINED } from "../shared/lookups";
import { BACKUP } from "./restore-checks";

type Backup = Extract<ExistingObject, { kind: "database-backup" }>;

export interface ExistingBackup {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, Value>>;
}

export function existingBackup({ id, version, storage, key, source }: Backup): ExistingBackup {
  const common = {
    engine: "postgres",
    engine_version: version,
    allocated_storage: storage,
    kms_key_id: key ?? null,
    storage_encrypted: true,
  };
  switch (source) {
    case "snapshot":
      return { type: "aws_db_snapshot", id, attributes: { ...common, db_snapshot_identifier: id } };
    case "backups":
      return { type: BACKUP, id, attributes: { ...common, dbi_resource_id: id, [RETAINED]: true } };
    case "copies":
    case "server":
      return {
        type: "aws_db_instance",
        id: `db-of-${id}`,
        attributes: { ...common, identifier: id, backup_retention_period: 7 },
      };
  }
}
