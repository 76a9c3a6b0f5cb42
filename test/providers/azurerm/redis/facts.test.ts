import { redisFacts } from "../../../../src/providers/azurerm/redis/facts";
import { describeRules, one } from "../../../helpers/rule-cases";
import { change, create, remove, replace } from "../../../operations/risk/changes";

const CACHE = "azurerm_managed_redis";
const database = (settings: object) => ({ default_database: [{ clustering_policy: "NoCluster", ...settings }] });

describeRules(redisFacts, {
  "data-loss/cache-size": one(
    replace(CACHE, { sku_name: "Balanced_B5" }, { sku_name: "Balanced_B10" }),
    replace(CACHE, { sku_name: "Balanced_B5", location: "a" }, { sku_name: "Balanced_B5", location: "b" }),
  ),
  "data-loss/cache-persistence-off": one(
    change(CACHE, database({ persistence_redis_database_backup_frequency: "1h" }), database({})),
    change(CACHE, database({}), database({ persistence_redis_database_backup_frequency: "1h" })),
  ),
  "data-loss/cache-emptied": one(
    change(
      CACHE,
      { default_database: [{ clustering_policy: "OSSCluster" }] },
      { default_database: [{ clustering_policy: "NoCluster" }] },
    ),
    change(
      CACHE,
      { default_database: [{ clustering_policy: "NoCluster", eviction_policy: "AllKeysLRU" }] },
      { default_database: [{ clustering_policy: "NoCluster", eviction_policy: "AllKeysLFU" }] },
    ),
  ),
  "data-loss/cache-evicts": one(
    change(
      CACHE,
      { default_database: [{ eviction_policy: "NoEviction" }] },
      { default_database: [{ eviction_policy: "AllKeysLRU" }] },
    ),
    change(
      CACHE,
      { default_database: [{ eviction_policy: "AllKeysLRU" }] },
      { default_database: [{ eviction_policy: "NoEviction" }] },
    ),
  ),
  "exposure/cache-own-key-gone": one(
    change(
      CACHE,
      { customer_managed_key: [{ key_vault_key_id: "https://v.vault.azure.net/keys/redis" }] },
      { customer_managed_key: [] },
    ),
    change(
      CACHE,
      { customer_managed_key: [] },
      { customer_managed_key: [{ key_vault_key_id: "https://v.vault.azure.net/keys/redis" }] },
    ),
  ),
  "exposure/cache-public": one(
    change(CACHE, { public_network_access: "Disabled" }, { public_network_access: "Enabled" }),
    change(CACHE, { public_network_access: "Enabled" }, { public_network_access: "Disabled" }),
  ),
  "exposure/cache-plain": one(
    change(CACHE, database({ client_protocol: "Encrypted" }), database({ client_protocol: "Plaintext" })),
    change(CACHE, database({ client_protocol: "Plaintext" }), database({ client_protocol: "Encrypted" })),
  ),
  "exposure/cache-keys": one(
    change(
      CACHE,
      database({ access_keys_authentication_enabled: false }),
      database({ access_keys_authentication_enabled: true }),
    ),
    change(
      CACHE,
      database({ access_keys_authentication_enabled: true }),
      database({ access_keys_authentication_enabled: false }),
    ),
  ),
  "downtime/cache-gone": one(remove(CACHE), create(CACHE, {})),
  "downtime/cache-alone": one(
    change(CACHE, { high_availability_enabled: true }, { high_availability_enabled: false }),
    change(CACHE, { high_availability_enabled: false }, { high_availability_enabled: true }),
  ),
});
