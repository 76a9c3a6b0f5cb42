/** What changes of Flexible Server put at risk. */
import type { RiskRule } from "../../../model/risk";

const SERVER = "azurerm_postgresql_flexible_server";
const SETTING = "azurerm_postgresql_flexible_server_configuration";
const FIREWALL = "azurerm_postgresql_flexible_server_firewall_rule";
const ADMINISTRATOR = "azurerm_postgresql_flexible_server_active_directory_administrator";

const BACKUP = "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore";
const SCALING = "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-scaling-resources";
const AVAILABILITY = "https://learn.microsoft.com/azure/reliability/reliability-postgresql-flexible-server";
const UPGRADE = "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-major-version-upgrade";

export const serverRules: readonly RiskRule[] = [
  {
    id: "data-loss/server-backups-shorter",
    risk: "data-loss",
    types: [SERVER],
    actions: ["update", "replace"],
    when: [{ path: "backup_retention_days", is: "less" }],
    reason: "Backups are kept for {after} days instead of {before}: older ones are deleted.",
    source: BACKUP,
  },
  {
    id: "data-loss/server-geo-backups-off",
    risk: "data-loss",
    types: [SERVER],
    actions: ["update", "replace"],
    when: [{ path: "geo_redundant_backup_enabled", becomes: [false] }],
    reason: "Backups are no longer kept in another location: with this one they are lost.",
    source: BACKUP,
  },
  {
    id: "exposure/server-public",
    risk: "exposure",
    types: [SERVER],
    actions: ["create", "update", "replace"],
    when: [{ path: "public_network_access_enabled", becomes: [true] }],
    reason: "The server gets a public address.",
  },
  {
    id: "exposure/server-firewall",
    risk: "exposure",
    types: [FIREWALL],
    actions: ["create", "update", "replace"],
    reason: "The server lets in whoever has an address from {before} on.",
    when: [{ path: "start_ip_address", is: "gaining" }],
  },
  {
    id: "exposure/server-tls-off",
    risk: "exposure",
    types: [SETTING],
    actions: ["create", "update", "replace"],
    when: [
      { path: "name", will: ["require_secure_transport"] },
      { path: "value", will: ["off", "OFF", "0", "false"] },
    ],
    reason: "The server takes connections without TLS.",
    source: "https://learn.microsoft.com/azure/postgresql/flexible-server/security-tls",
  },
  {
    id: "exposure/server-tls-old",
    risk: "exposure",
    types: [SETTING],
    actions: ["create", "update", "replace"],
    when: [
      { path: "name", will: ["ssl_min_protocol_version"] },
      { path: "value", will: ["TLSv1", "TLSv1.1"] },
    ],
    reason: "The server takes versions of TLS that are broken.",
    source: "https://learn.microsoft.com/azure/postgresql/flexible-server/security-tls",
  },
  {
    id: "exposure/server-log-off",
    risk: "exposure",
    types: [SETTING],
    actions: ["update", "replace"],
    when: [
      { path: "name", will: ["log_connections", "log_disconnections", "log_checkpoints", "pgaudit.log"] },
      { path: "value", becomes: ["off", "OFF", "none", "NONE"] },
    ],
    reason: "The server no longer records it.",
  },
  {
    id: "exposure/server-passwords",
    risk: "exposure",
    types: [SERVER],
    actions: ["update", "replace"],
    when: [{ path: "authentication.password_auth_enabled", becomes: [true] }],
    reason: "Passwords let in, beside Entra ID.",
  },
  {
    id: "downtime/server-passwords-off",
    risk: "downtime",
    types: [SERVER],
    actions: ["update", "replace"],
    when: [{ path: "authentication.password_auth_enabled", becomes: [false] }],
    reason:
      "No password lets anybody in any more: whatever logs in with one is refused from now on, until it asks Entra ID for tokens instead.",
    source: "https://learn.microsoft.com/azure/postgresql/security/security-entra-concepts",
  },
  {
    id: "exposure/server-administrator",
    risk: "exposure",
    types: [ADMINISTRATOR],
    actions: ["create", "replace"],
    when: [{ path: "server_name", existing: SERVER }],
    reason: "Somebody else administers the server: {after}.",
  },
  {
    id: "downtime/server-gone",
    risk: "downtime",
    types: [SERVER],
    actions: ["delete", "replace"],
    reason: "What uses the server fails until there is another and it was told so.",
  },
  {
    id: "downtime/server-size",
    risk: "downtime",
    types: [SERVER],
    actions: ["update"],
    when: [{ path: "sku_name", is: "changed" }],
    reason:
      "The server moves from {before} to {after} and restarts: with a standby for seconds, without one for minutes.",
    source: SCALING,
  },
  {
    id: "downtime/server-version",
    risk: "downtime",
    types: [SERVER],
    actions: ["update"],
    when: [{ path: "version", is: "changed" }],
    reason: "The engine goes from {before} to {after}: the server is away for minutes, and longer with many objects.",
    source: UPGRADE,
  },
  {
    id: "downtime/server-standby-gone",
    risk: "downtime",
    types: [SERVER],
    actions: ["update"],
    when: [{ path: "high_availability.mode", is: "removed" }],
    reason: "The server has no standby any more: when its zone fails, it is away until it is restored.",
    source: AVAILABILITY,
  },
  {
    id: "downtime/server-failover",
    risk: "downtime",
    types: [SERVER],
    actions: ["update"],
    when: [{ path: "zone", is: "changed" }],
    reason: "Primary and standby exchange their zones: connections end, typically for 60 to 120 seconds.",
    source: AVAILABILITY,
  },
  {
    id: "downtime/server-parameter",
    risk: "downtime",
    types: [SETTING],
    actions: ["create", "update", "replace", "delete"],
    when: [
      // Of a new server it is set while nobody uses it.
      { path: "server_id", existing: SERVER },
      {
        path: "name",
        will: ["max_connections", "shared_buffers", "shared_preload_libraries", "wal_level", "azure.extensions"],
      },
    ],
    reason: "It counts after a restart only, which the provider makes: the server is away for a minute or so.",
    source: "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-server-parameters",
  },
  {
    id: "cost/server-standby-added",
    risk: "cost",
    direction: "up",
    types: [SERVER],
    actions: ["update"],
    when: [{ path: "high_availability.mode", is: "gaining" }],
    reason: "A standby is paid for like the server itself.",
  },
  {
    id: "none/server-storage-grows",
    risk: "none",
    types: [SERVER],
    actions: ["update"],
    when: [{ path: "storage_mb", is: "more" }],
    reason: "Storage grows from {before} to {after} MiB without an outage. It never shrinks again.",
    source: "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-storage",
  },
];
