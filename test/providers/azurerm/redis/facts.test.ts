import { redisFacts } from "../../../../src/providers/azurerm/redis/facts";
import { describeRules, one } from "../../../helpers/rule-cases";
import { change, replace } from "../../../operations/risk/changes";

const REDIS = "azurerm_managed_redis";

const database = (properties: object): object => ({ default_database: [properties] });
const key = (id: string | null): object => ({ customer_managed_key: id === null ? [] : [{ key_vault_key_id: id }] });
/** One that becomes so, and back. */
const there = (before: object, after: object) => one(change(REDIS, before, after), change(REDIS, after, before));

describeRules(redisFacts, {
  "data-loss/managed-redis-resized": one(
    replace(REDIS, { sku_name: "Balanced_B5" }, { sku_name: "Balanced_B10" }),
    replace(REDIS, { sku_name: "Balanced_B5", name: "a" }, { sku_name: "Balanced_B5", name: "b" }),
  ),
  "data-loss/managed-redis-emptied": one(
    change(REDIS, database({ clustering_policy: "OSSCluster" }), database({ clustering_policy: "NoCluster" })),
    change(
      REDIS,
      database({ clustering_policy: "NoCluster", eviction_policy: "AllKeysLRU" }),
      database({ clustering_policy: "NoCluster", eviction_policy: "AllKeysLFU" }),
    ),
  ),
  "data-loss/managed-redis-evicts": there(
    database({ eviction_policy: "NoEviction" }),
    database({ eviction_policy: "AllKeysLRU" }),
  ),
  "data-loss/managed-redis-forgets": there(
    database({ persistence_append_only_file_backup_frequency: "1s" }),
    database({ persistence_append_only_file_backup_frequency: null }),
  ),
  "exposure/managed-redis-public": there({ public_network_access: "Disabled" }, { public_network_access: "Enabled" }),
  "exposure/managed-redis-plaintext": there(
    database({ client_protocol: "Encrypted" }),
    database({ client_protocol: "Plaintext" }),
  ),
  "exposure/managed-redis-own-key-gone": there(key("https://v.vault.azure.net/keys/redis"), key(null)),
  "downtime/managed-redis-keys-off": there(
    database({ access_keys_authentication_enabled: true }),
    database({ access_keys_authentication_enabled: false }),
  ),
});
