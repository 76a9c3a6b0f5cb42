import { vaultFacts } from "../../../src/providers/azurerm/keyvault/facts";
import { monitorFacts } from "../../../src/providers/azurerm/monitor/facts";
import { postgresFacts } from "../../../src/providers/azurerm/postgres/facts";
import { describeIrreversible } from "../../helpers/irreversible-cases";
import { describeNoise } from "../../helpers/noise-cases";

const SERVER = "azurerm_postgresql_flexible_server";
const LEARN = /^https:\/\/learn\.microsoft\.com\/azure\//;

const zones = (zone: string, standby: string) => ({
  zone,
  high_availability: [{ mode: "ZoneRedundant", standby_availability_zone: standby }],
});

describe("PostgreSQL", () => {
  describeNoise(postgresFacts, {
    "zones-exchanged": { type: SERVER, before: zones("1", "2"), noise: zones("2", "1"), drift: zones("3", "1") },
    "storage-grown": {
      type: SERVER,
      before: { storage_mb: 65536, auto_grow_enabled: true },
      noise: { storage_mb: 131072, auto_grow_enabled: true },
      drift: { storage_mb: 32768, auto_grow_enabled: true },
    },
  });
  describeIrreversible(postgresFacts, LEARN, [
    [SERVER, "storage_mb", 131072, 65536, true],
    [SERVER, "storage_mb", 65536, 131072, false],
    [SERVER, "version", "17", "16", true],
  ]);
});

describe("Key Vault", () => {
  describeIrreversible(vaultFacts, LEARN, [
    ["azurerm_key_vault", "purge_protection_enabled", true, false, true],
    ["azurerm_key_vault", "purge_protection_enabled", false, true, false],
  ]);
});

describe("monitoring", () => {
  describeNoise(monitorFacts, {
    "diagnostic-destination": {
      type: "azurerm_monitor_diagnostic_setting",
      before: { log_analytics_destination_type: "Dedicated" },
      noise: { log_analytics_destination_type: null },
      drift: { log_analytics_destination_type: "AzureDiagnostics" },
    },
  });
});
