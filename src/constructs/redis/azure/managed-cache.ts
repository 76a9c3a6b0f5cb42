/** A cache of Azure Managed Redis. */
import { ManagedRedis } from "@cdktf/provider-azurerm/lib/managed-redis";
import { Construct } from "constructs";
import type { Implementation } from "../../../model/contract";
import { MONITORING_SERVICE } from "../../../model/observed";
import { preferTargetProblems } from "../../../model/target-parts";
import { textSchema } from "../../../model/text-form";
import { SUBSCRIPTION } from "../../../targets/aks/forms";
import { existingOrNewKey, type KeyInUse } from "../../kit/azure/encryption-key";
import { azurePlaceOf } from "../../kit/azure/place";
import { ServiceEndpoint } from "../../kit/azure/private-endpoint";
import { orTokens, validateProps } from "../../kit/cdktf/props";
import { AdoptedCache } from "../adopted-cache";
import { checkCache } from "../check";
import type { CACHE, CacheAttributes, CacheMode, ICache } from "../contract";
import { type CacheProps, cachePropsSchema, type CacheSettings } from "../props";
import { servicesOf } from "../section";
import { checkManagedRedis } from "./check";
import { evictionOf, KEY_USER, skuOf } from "./managed-redis-facts";

/** A key is only passed on to Azure, so it may be a token; the subscription is a part of the vault's name. */
const managedRedisProps = orTokens(cachePropsSchema, ["azure.encryptionKey.id", "azure.encryptionKey.identity"]).extend(
  {
    account: textSchema(SUBSCRIPTION),
  },
);

/** How often a queue's log is written to disk (azurerm 4.55, `persistence_append_only_file_backup_frequency`: nothing else). */
const LOG_WRITTEN = "1s";

/**
 * Reached through its private endpoint alone, by TLS alone, encrypted with a key of its own. Whoever logs in does so by the cache's key
 * (`CacheServices` delivers it), which its state holds: azurerm 4.55 can let in nobody else. A queue keeps a log on disk; a cache nothing.
 * With `protected` it refuses to be destroyed, and replaced with it. No scanner looks at any of this.
 */
export class ManagedCache extends Construct implements ICache {
  public readonly runs = "managed";
  public readonly tls = true;
  /** A literal, so that names can derive from it. */
  public readonly cacheName: string;
  public readonly mode: CacheMode;
  public readonly key: KeyInUse;
  public readonly redis: ManagedRedis;
  public readonly endpoint: ServiceEndpoint;
  /** There is none: the proxy leads reads to where they are served. */
  public readonly readerHost = "";
  private readonly users: Readonly<Record<string, string>>;
  private readonly resourceGroupName: string;

  /**
   * @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, AZURE_PLACE, and what `checkCache` and `checkManagedRedis` refuse.
   */
  constructor(scope: Construct, id: string, props: CacheProps) {
    super(scope, id);
    // Pods come after something; here nothing runs in the cluster.
    const { network, dependsOn: _, ...rest } = props;
    const settings = validateProps(this, managedRedisProps, rest, (cache) =>
      preferTargetProblems(checkCache(cache), checkManagedRedis(cache)),
    );
    const place = azurePlaceOf(this, { ...settings, network });
    const { name, azure, topology } = settings;
    this.cacheName = name;
    this.resourceGroupName = place.resourceGroupName;
    this.mode = topology.kind === "sharded" ? "cluster" : "single";
    this.users = usersOf(settings);
    const existing = azure.encryptionKey;
    this.key = existingOrNewKey(this, "key", existing && { keyId: existing.id, identityId: existing.identity }, {
      ...place,
      name,
      use: "redis",
      protected: settings.protected,
    });
    this.redis = new ManagedRedis(this, "Resource", {
      name,
      location: place.location,
      resourceGroupName: place.resourceGroupName,
      skuName: skuOf(settings),
      // Over the zones, where the location has any: nothing else can be said.
      highAvailabilityEnabled: topology.kind !== "serverless" && topology.replicas > 0,
      publicNetworkAccess: "Disabled",
      identity: { type: "UserAssigned", identityIds: [this.key.identityId] },
      customerManagedKey: { keyVaultKeyId: this.key.keyId, userAssignedIdentityId: this.key.identityId },
      defaultDatabase: {
        accessKeysAuthenticationEnabled: true,
        clientProtocol: "Encrypted",
        clusteringPolicy: azure.clusteringPolicy ?? "",
        evictionPolicy: evictionOf(settings),
        ...(settings.use === "queue" ? { persistenceAppendOnlyFileBackupFrequency: LOG_WRITTEN } : {}),
      },
      lifecycle: settings.protected ? { preventDestroy: true } : undefined,
      dependsOn: this.key.ready,
    });
    this.node.defaultChild = this.redis;
    this.endpoint = new ServiceEndpoint(this, "endpoint", {
      name,
      resourceGroupName: place.resourceGroupName,
      location: place.location,
      network: place.network,
      resourceId: this.redis.id,
      subresource: "redisEnterprise",
    });
  }

  public get host(): string {
    return this.redis.hostname;
  }
  /** As Azure tells it: not Redis' own. */
  public get port(): number {
    return this.redis.defaultDatabase.port;
  }
  public get attributes(): CacheAttributes {
    const { cacheName, runs, mode, host, port, readerHost, users, resourceGroupName } = this;
    return {
      cacheName,
      runs,
      mode,
      host,
      port,
      tls: "required",
      readerHost,
      users,
      details: { "resource-group": resourceGroupName },
    };
  }
}

/** All of them the same one, which may do everything. */
function usersOf(settings: CacheSettings): Readonly<Record<string, string>> {
  const names = [...servicesOf(settings).map(({ name }) => name), ...(settings.monitored ? [MONITORING_SERVICE] : [])];
  return Object.fromEntries(names.map((name) => [name, KEY_USER]));
}

export const managedCacheImplementation: Implementation<CacheProps, ICache, typeof CACHE.shape> = {
  create: (scope, id, props) => new ManagedCache(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedCache(scope, id, attributes),
};
