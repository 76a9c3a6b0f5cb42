/** Azure Managed Redis. */
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { objectOf } from "../../../rehearsal/protocol/value";
import { firstOf, isTrue, objectsOf, textOf } from "../../../rehearsal/engine/attributes";
import { hostOf } from "../shared/names";
import { actualProblems, apiError, doing, providerError } from "../shared/refusal";

/** Always this one (learn.microsoft.com/azure/redis/faq). */
const PORT = 10000;
/** A cache without shards is not larger (learn.microsoft.com/azure/redis/architecture). */
const LARGEST_WITHOUT_SHARDS_GB = 25;

const sizeOf = (sku: string | undefined): number => Number(/_[A-Z](\d+)$/.exec(sku ?? "")?.[1] ?? 0);

const cache: ResourceBehaviour = {
  computed: (context, state) => {
    const id = String(state.id);
    return {
      hostname: hostOf(context.type, state) ?? "",
      default_database: objectsOf(state.default_database).map((database) => {
        const hasKeys = isTrue(database.access_keys_authentication_enabled);
        const key = (word: string): string =>
          hasKeys ? Buffer.from(context.digest("redis", word, id), "hex").toString("base64") : "";
        return objectOf([
          ...Object.entries(database),
          ["id", `${id}/databases/default`],
          ["port", PORT],
          ["primary_access_key", key("primary")],
          ["secondary_access_key", key("secondary")],
          ["module", objectsOf(database.module).map((one) => objectOf([...Object.entries(one), ["version", "1.0.0"]]))],
        ]);
      }),
    };
  },
  refuse: (context, state, prior) => {
    const at = doing(context, state, prior);
    const database = firstOf(state.default_database);
    const sku = textOf(state.sku_name);
    const searches = objectsOf(database?.module).some(({ name }) => name === "RediSearch");
    const persists =
      textOf(database?.persistence_append_only_file_backup_frequency) ??
      textOf(database?.persistence_redis_database_backup_frequency);
    const isReplicated = Boolean(textOf(database?.geo_replication_group_name));
    return actualProblems(
      !prior &&
        !database &&
        providerError(
          at,
          "`default_database` must be provided when creating a new resource: without one the cache cannot be used",
        ),
      database?.clustering_policy === "NoCluster" &&
        sizeOf(sku) > LARGEST_WITHOUT_SHARDS_GB &&
        apiError(
          at,
          400,
          "BadRequest",
          `The clustering policy NoCluster is for caches up to ${LARGEST_WITHOUT_SHARDS_GB} GB, and ${sku} is larger.`,
        ),
      searches &&
        database?.eviction_policy !== "NoEviction" &&
        providerError(
          at,
          `invalid eviction_policy "${textOf(database?.eviction_policy)}", when using RediSearch module, eviction_policy must be set to NoEviction`,
        ),
      searches &&
        database?.clustering_policy !== "EnterpriseCluster" &&
        providerError(
          at,
          `invalid clustering_policy "${textOf(database?.clustering_policy)}", when using RediSearch module, clustering_policy must be set to EnterpriseCluster`,
        ),
      isReplicated &&
        /^Balanced_B[01]$/.test(sku ?? "") &&
        providerError(at, `SKU "${sku}" does not support geo-replication`),
      isReplicated &&
        persists !== undefined &&
        apiError(at, 400, "BadRequest", "Persistence is not supported together with geo-replication."),
      textOf(database?.persistence_append_only_file_backup_frequency) &&
        textOf(database?.persistence_redis_database_backup_frequency) &&
        apiError(at, 400, "BadRequest", "Only one kind of persistence can be on."),
    );
  },
};

export const redisTypes: { readonly [type: string]: ResourceBehaviour } = { azurerm_managed_redis: cache };
