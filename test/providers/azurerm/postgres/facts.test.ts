import { postgresFacts } from "../../../../src/providers/azurerm/postgres/facts";
import { describeIrreversible } from "../../../helpers/irreversible-cases";
import { describeNoise } from "../../../helpers/noise-cases";
import { describeRules, one } from "../../../helpers/rule-cases";
import { change, create, remove, replace } from "../../../operations/risk/changes";

const SERVER = "azurerm_postgresql_flexible_server";
const SETTING = "azurerm_postgresql_flexible_server_configuration";
const ADMINISTRATOR = "azurerm_postgresql_flexible_server_active_directory_administrator";
const FIREWALL = "azurerm_postgresql_flexible_server_firewall_rule";
const setting = (name: string, value: string) => ({ name, value });
const availability = (...modes: string[]) => ({ high_availability: modes.map((mode) => ({ mode })) });
const update = (attribute: string, before: unknown, after: unknown) =>
  change(SERVER, { [attribute]: before }, { [attribute]: after });

describeRules(postgresFacts, {
  "data-loss/server-backups-shorter": one(
    update("backup_retention_days", 35, 7),
    update("backup_retention_days", 7, 35),
  ),
  "data-loss/server-geo-backups-off": one(
    update("geo_redundant_backup_enabled", true, false),
    update("geo_redundant_backup_enabled", false, true),
  ),
  "exposure/server-public": one(
    update("public_network_access_enabled", false, true),
    update("public_network_access_enabled", true, false),
  ),
  "exposure/server-firewall": one(create(FIREWALL, { start_ip_address: "0.0.0.0" }), remove(FIREWALL)),
  "exposure/server-tls-off": one(
    change(SETTING, setting("require_secure_transport", "on"), setting("require_secure_transport", "off")),
    change(SETTING, setting("log_checkpoints", "on"), setting("log_checkpoints", "off")),
  ),
  "exposure/server-tls-old": one(
    create(SETTING, setting("ssl_min_protocol_version", "TLSv1.1")),
    create(SETTING, setting("ssl_min_protocol_version", "TLSv1.3")),
  ),
  "exposure/server-log-off": one(
    change(SETTING, setting("log_connections", "on"), setting("log_connections", "off")),
    change(SETTING, setting("jit", "on"), setting("jit", "off")),
  ),
  "exposure/server-passwords": one(
    change(
      SERVER,
      { authentication: [{ password_auth_enabled: false }] },
      { authentication: [{ password_auth_enabled: true }] },
    ),
    change(
      SERVER,
      { authentication: [{ password_auth_enabled: true }] },
      { authentication: [{ password_auth_enabled: false }] },
    ),
  ),
  "downtime/server-passwords-off": one(
    change(
      SERVER,
      { authentication: [{ password_auth_enabled: true }] },
      { authentication: [{ password_auth_enabled: false }] },
    ),
    create(SERVER, { authentication: [{ password_auth_enabled: false }] }),
  ),
  "exposure/server-administrator": one(create(ADMINISTRATOR, { server_name: "known" }), remove(ADMINISTRATOR)),
  "downtime/server-gone": one(replace(SERVER), create(SERVER, {})),
  "downtime/server-size": one(
    update("sku_name", "GP_Standard_D2ds_v5", "GP_Standard_D4ds_v5"),
    update("backup_retention_days", 7, 35),
  ),
  "downtime/server-version": one(update("version", "16", "17"), update("storage_mb", 32768, 65536)),
  "downtime/server-standby-gone": one(
    change(SERVER, availability("ZoneRedundant"), availability()),
    change(SERVER, availability(), availability("ZoneRedundant")),
  ),
  "downtime/server-failover": one(update("zone", "1", "2"), update("version", "16", "17")),
  "downtime/server-parameter": one(
    create(SETTING, { ...setting("max_connections", "200"), server_id: "known" }),
    create(SETTING, { ...setting("log_checkpoints", "on"), server_id: "known" }),
  ),
  "cost/server-standby-added": one(
    change(SERVER, availability(), availability("ZoneRedundant")),
    change(SERVER, availability("ZoneRedundant"), availability()),
  ),
  "none/server-storage-grows": one(update("storage_mb", 32768, 65536), update("storage_mb", 65536, 32768)),
});

const zones = (zone: string, standby: string) => ({
  zone,
  high_availability: [{ mode: "ZoneRedundant", standby_availability_zone: standby }],
});

describeNoise(postgresFacts, {
  "zones-exchanged": { type: SERVER, before: zones("1", "2"), noise: zones("2", "1"), drift: zones("3", "1") },
  "storage-grown": {
    type: SERVER,
    before: { storage_mb: 65536, auto_grow_enabled: true },
    noise: { storage_mb: 131072, auto_grow_enabled: true },
    drift: { storage_mb: 32768, auto_grow_enabled: true },
  },
});

describeIrreversible(postgresFacts, /^https:\/\/learn\.microsoft\.com\/azure\//, [
  [SERVER, "storage_mb", 131072, 65536, true],
  [SERVER, "storage_mb", 65536, 131072, false],
  [SERVER, "version", "17", "16", true],
]);
