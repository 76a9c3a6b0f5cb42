/** What is known of Azure Managed Redis. */
import type { ServiceFacts } from "../../../model/resource-facts";

const CACHE = "azurerm_managed_redis";
const SIZE = "https://github.com/hashicorp/terraform-provider-azurerm/issues/31188";

export const redisFacts: ServiceFacts = {
  holdsData: { [CACHE]: "everything in the cache: Azure keeps no backup of it" },
  billed: [CACHE],
  rules: [
    {
      id: "data-loss/cache-size",
      risk: "data-loss",
      types: [CACHE],
      actions: ["replace"],
      when: [{ path: "sku_name", is: "changed" }],
      reason:
        "Another size ({before} to {after}) makes the cache anew with this version of the provider: what is in it is lost.",
      source: SIZE,
    },
    {
      id: "data-loss/cache-persistence-off",
      risk: "data-loss",
      types: [CACHE],
      actions: ["update"],
      when: [
        {
          anyOf: [
            "default_database.persistence_append_only_file_backup_frequency",
            "default_database.persistence_redis_database_backup_frequency",
          ],
          is: "removed",
        },
      ],
      reason: "The cache is no longer written to a disk: what is in it is lost with its nodes.",
      source: "https://learn.microsoft.com/azure/redis/how-to-persistence",
    },
    {
      id: "data-loss/cache-emptied",
      risk: "data-loss",
      types: [CACHE],
      actions: ["update"],
      when: [
        {
          anyOf: [
            "default_database.clustering_policy",
            "default_database.module",
            "default_database.geo_replication_group_name",
          ],
          is: "different",
        },
      ],
      reason: "The database is made anew, though the cache stays: what is in it is lost.",
      source: "https://learn.microsoft.com/azure/redis/architecture",
    },
    {
      id: "data-loss/cache-evicts",
      risk: "data-loss",
      types: [CACHE],
      actions: ["update"],
      when: [{ path: "default_database.eviction_policy", was: ["NoEviction"] }],
      unless: [{ path: "default_database.eviction_policy", will: ["NoEviction"] }],
      reason: "Keys are dropped from now on when memory is full, where writes were refused.",
    },
    {
      id: "exposure/cache-own-key-gone",
      risk: "exposure",
      types: [CACHE],
      actions: ["update"],
      when: [{ path: "customer_managed_key.key_vault_key_id", is: "removed" }],
      reason: "The cache is no longer encrypted with its own key.",
    },
    {
      id: "exposure/cache-public",
      risk: "exposure",
      types: [CACHE],
      actions: ["create", "update", "replace"],
      when: [{ path: "public_network_access", becomes: ["Enabled"] }],
      reason: "The cache is reached from the internet.",
    },
    {
      id: "exposure/cache-plain",
      risk: "exposure",
      types: [CACHE],
      actions: ["create", "update", "replace"],
      when: [{ path: "default_database.client_protocol", becomes: ["Plaintext"] }],
      reason: "Clients come without TLS.",
    },
    {
      id: "exposure/cache-keys",
      risk: "exposure",
      types: [CACHE],
      actions: ["update"],
      when: [{ path: "default_database.access_keys_authentication_enabled", becomes: [true] }],
      reason: "Whoever has the cache's key does anything with everything in it.",
    },
    {
      id: "downtime/cache-gone",
      risk: "downtime",
      types: [CACHE],
      actions: ["delete", "replace"],
      reason: "What uses the cache fails until there is another and it was told so.",
    },
    {
      id: "downtime/cache-alone",
      risk: "downtime",
      types: [CACHE],
      actions: ["update", "replace"],
      when: [{ path: "high_availability_enabled", becomes: [false] }],
      reason: "The cache has no second copy any more: when its node fails, it is away and empty.",
    },
  ],
};
