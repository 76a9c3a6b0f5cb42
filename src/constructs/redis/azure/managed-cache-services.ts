/** What services log in to Azure Managed Redis with: the cache's key, put into the secret store under the path of each. */
import { DataAzurermManagedRedis } from "@cdktf/provider-azurerm/lib/data-azurerm-managed-redis";
import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { Construct } from "constructs";
import { JangadaError } from "../../../errors";
import type { Implementation } from "../../../model/contract";
import { portText } from "../../kit/cdktf/port-text";
import { passwordSecret } from "../../secrets/service-passwords";
import { AdoptedCacheServices, connectionSecretOf } from "../adopted-services";
import type { CACHE_SERVICES, CacheServicesAttributes, CacheServicesProps, ICacheServices } from "../cache-services";

const LABELS = { "app.kubernetes.io/name": "redis-passwords", "app.kubernetes.io/managed-by": "terraform" };

/**
 * The key is Azure's to make: the states of the cache and of this hold it. Who gives the cache a new one (`az redisenterprise database
 * regenerate-key`) deploys afterwards, and everybody is told.
 */
export class ManagedCacheServices extends Construct implements ICacheServices {
  public readonly keys: DataAzurermManagedRedis;
  public readonly attributes: CacheServicesAttributes;

  /** @throws JangadaError CACHE_REVISION: there are no passwords of our own to raise. */
  constructor(scope: Construct, id: string, props: CacheServicesProps) {
    super(scope, id);
    const { runs, cache, secrets, namespace, secretPrefix, deleteWithEnvironment, passwordRevision = 1 } = props;
    if (passwordRevision !== 1) {
      throw new JangadaError({
        code: "CACHE_REVISION",
        message: "Keys of Azure Managed Redis are Azure's to renew: azurerm 4.55 cannot.",
        place: { construct: this.node.path, path: "passwordRevision" },
        remedy:
          "Leave it out; `az redisenterprise database regenerate-key` makes a new key, and the next deployment tells everybody.",
      });
    }
    const { host, port, mode, readerHost, users } = cache.attributes;
    this.keys = new DataAzurermManagedRedis(this, "Resource", {
      name: cache.cacheName,
      resourceGroupName: cache.attributes.details["resource-group"] ?? "",
    });
    const connectionSecrets: Record<string, string> = {};
    const services = new Construct(this, "services");
    for (const [service, username] of Object.entries(users).sort(([one], [other]) => (one < other ? -1 : 1))) {
      const of = new Construct(services, service);
      const secretName = passwordSecret(cache.cacheName, service, passwordRevision);
      const held = new SecretV1(of, "key", {
        metadata: { name: secretName, namespace, labels: LABELS },
        data: { username, password: this.keys.defaultDatabase.get(0).primaryAccessKey },
      });
      const remoteName = `${secretPrefix}/${service}/current`;
      secrets.publish(of, "current", {
        namespace,
        secretName,
        remoteName,
        keys: ["username", "password"],
        deleteWithEnvironment,
        dependsOn: [held],
      });
      connectionSecrets[service] = remoteName;
    }
    this.attributes = { runs, connectionSecrets, authoritySecrets: {}, host, port: portText(port), mode, readerHost };
    this.node.defaultChild = this.keys;
  }

  public connectionSecret(service: string): string {
    return connectionSecretOf(this, this.attributes, service);
  }
}

export const managedCacheServicesImplementation: Implementation<
  CacheServicesProps,
  ICacheServices,
  typeof CACHE_SERVICES.shape
> = {
  create: (scope, id, props) => new ManagedCacheServices(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedCacheServices(scope, id, attributes),
};
