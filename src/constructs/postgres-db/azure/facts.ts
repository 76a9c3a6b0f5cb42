/** Which fields of the section Azure's attributes come from. */
import type { FileField } from "../../../model/drift-facts";
import type { Value } from "../../../model/plan";
import type { RuleException, ServiceFacts } from "../../../model/resource-facts";
import { harmlessOfRestore } from "../restore-risk";
import { IGNORED } from "./server-facts";

const SERVER = "azurerm_postgresql_flexible_server";

const GIB = 1024;
const gib = (real: Value): Value | undefined => (typeof real === "number" ? Math.floor(real / GIB) : undefined);

const harmless = harmlessOfRestore({
  type: SERVER,
  // What `restore-arguments.ts` and `server-now.ts` write: of a change of version the plan tells.
  conditions:
    /self\.(?:create_mode|source_server_id|customer_managed_key|geo_redundant_backup_enabled)\b|_now\[0\]\.version/,
  ignored: IGNORED,
});

export const flexiblePostgresFacts: ServiceFacts = {
  fileEntryOfType: { [SERVER]: "databases.*" },
  fileFields: (
    [
      { type: SERVER, attribute: "storage_mb", field: "storage", value: gib },
      { type: SERVER, attribute: "sku_name", field: "azure.sku" },
      { type: SERVER, attribute: "storage_tier", field: "azure.storageTier" },
      { type: SERVER, attribute: "backup_retention_days", field: "backupDays" },
      { type: SERVER, attribute: "version", field: "version" },
    ] as readonly FileField[]
  ).map((field) => ({
    ...field,
    // Of a read replica the source decides.
    unlessSet: "source_server_id",
  })),
  exceptions: ["exposure/condition-gone", "data-loss/guards-ignored", "exposure/guards-ignored"].map(
    (rule): RuleException => ({ rule, unless: { judge: harmless } }),
  ),
  fieldLabels: {
    [SERVER]: {
      storage_mb: { field: "storage", unit: "MiB" },
      storage_tier: { field: "azure.storageTier" },
      auto_grow_enabled: { field: "maxStorage" },
      sku_name: { field: "azure.sku" },
      version: { field: "version" },
      "high_availability.*.mode": { field: "highAvailability" },
      backup_retention_days: { field: "backupDays" },
      geo_redundant_backup_enabled: { field: "azure.geoBackup" },
      // The other way round: `azure.entraOnly` keeps them out.
      "authentication.*.password_auth_enabled": { field: "passwords let in" },
      maintenance_window: { field: "maintenanceWindow" },
      customer_managed_key: { field: "azure.encryptionKey" },
      public_network_access_enabled: { field: "public address" },
      delegated_subnet_id: { field: "azure.subnetId" },
      private_dns_zone_id: { field: "azure.privateZoneId" },
    },
    azurerm_postgresql_flexible_server_configuration: { value: { field: "parameters" } },
  },
};
