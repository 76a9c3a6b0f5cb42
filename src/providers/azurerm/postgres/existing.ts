/** What a server is restored from, and nobody made in this world. */
import type { ExistingObject } from "../../../model/existing";
import { pairedRegion } from "../../../targets/aks/region-pairs";
import { RETAINED } from "../shared/lookups";
import type { NamedObject } from "../shared/named-object";
import { droppedId } from "./dropped";

const MIB = 1024;

/** @param region Where the file deploys: the copies there are of a server in the paired region. */
export function existingServer(
  { id, source, version, storage }: Extract<ExistingObject, { kind: "database-backup" }>,
  region: string,
): NamedObject {
  const attributes = { version, storage_mb: storage * MIB, administrator_login: "platform_admin" };
  const type = "azurerm_postgresql_flexible_server";
  if (source === "backups") return { type, id: droppedId(id), attributes: { ...attributes, [RETAINED]: true } };
  const isElsewhere = source === "copies";
  return {
    type,
    id,
    attributes: {
      ...attributes,
      geo_redundant_backup_enabled: isElsewhere,
      ...(isElsewhere ? { location: pairedRegion(region) ?? region } : {}),
    },
  };
}
