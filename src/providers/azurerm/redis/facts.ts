/** What is known of Azure Managed Redis. */
import type { ServiceFacts } from "../../../model/resource-facts";
import type { RiskRule } from "../../../model/risk";

const REDIS = "azurerm_managed_redis";
const CHANGED_IN_PLACE = "https://learn.microsoft.com/azure/redis/architecture";

const rule = (
  id: string,
  risk: RiskRule["risk"],
  when: NonNullable<RiskRule["when"]>,
  reason: string,
  more: Partial<RiskRule> = {},
): RiskRule => ({ id, risk, types: [REDIS], actions: ["update"], when, reason, ...more });

export const redisFacts: ServiceFacts = {
  holdsData: { [REDIS]: "all keys of the cache; Azure keeps no backup of it" },
  billed: [REDIS],
  rules: [
    rule(
      "data-loss/managed-redis-resized",
      "data-loss",
      [{ path: "sku_name", is: "changed" }],
      "Another size ({after}) is another cache: azurerm resizes one in place from 4.61 on. What it holds is lost, and its key.",
      {
        actions: ["replace"],
        source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/31188",
      },
    ),
    rule(
      "data-loss/managed-redis-emptied",
      "data-loss",
      [
        {
          anyOf: [
            "default_database.clustering_policy",
            "default_database.module",
            "default_database.geo_replication_group_name",
          ],
          is: "different",
        },
      ],
      "The database is made anew, though the cache stays: what it holds is lost.",
      { source: CHANGED_IN_PLACE },
    ),
    rule(
      "data-loss/managed-redis-evicts",
      "data-loss",
      [{ path: "default_database.eviction_policy", was: ["NoEviction"] }],
      "Keys are dropped from now on when memory is full, where writes were refused.",
      { unless: [{ path: "default_database.eviction_policy", will: ["NoEviction"] }] },
    ),
    rule(
      "data-loss/managed-redis-forgets",
      "data-loss",
      [
        {
          anyOf: [
            "default_database.persistence_append_only_file_backup_frequency",
            "default_database.persistence_redis_database_backup_frequency",
          ],
          is: "removed",
        },
      ],
      "Nothing is kept on disk any more: what is in memory goes with its nodes.",
    ),
    rule(
      "exposure/managed-redis-public",
      "exposure",
      [{ path: "public_network_access", becomes: ["Enabled"] }],
      "The cache is reached from the internet by whoever has a key.",
    ),
    rule(
      "exposure/managed-redis-plaintext",
      "exposure",
      [{ path: "default_database.client_protocol", becomes: ["Plaintext"] }],
      "Clients come without TLS: their keys and what they ask for can be read on the way.",
    ),
    rule(
      "exposure/managed-redis-own-key-gone",
      "exposure",
      [{ path: "customer_managed_key.key_vault_key_id", is: "removed" }],
      "The cache is no longer encrypted with its own key.",
    ),
    rule(
      "downtime/managed-redis-keys-off",
      "downtime",
      [{ path: "default_database.access_keys_authentication_enabled", becomes: [false] }],
      "Nobody logs in by a key any more, and with azurerm 4.55 by nothing else.",
    ),
  ],
};
