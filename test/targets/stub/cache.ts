/** Caches of the stub: of those that a cloud would run what neutral code takes of one; those of the cluster serve every target. */
import { TerraformData } from "../../../src/constructs/kit/cdktf/terraform-data";
import { AdoptedCache } from "../../../src/constructs/redis/adopted-cache";
import { AdoptedCacheServices } from "../../../src/constructs/redis/adopted-services";
import type { CacheServicesContract } from "../../../src/constructs/redis/cache-services";
import { inClusterCacheImplementation } from "../../../src/constructs/redis/cluster/in-cluster-cache";
import { inClusterCacheServicesImplementation } from "../../../src/constructs/redis/cluster/in-cluster-services";
import type { CacheContract } from "../../../src/constructs/redis/contract";
import { attributesOf, makePasswords } from "../../../src/constructs/redis/service-passwords";
import { byRuns } from "../../../src/model/runs";
import type { Served } from "./network";

const managedCache: Served<CacheContract> = () => ({
  create: (scope, id, { name, runs, services = [], monitored }) => {
    const users = [...services.map((service) => service.name), ...(monitored ? ["monitoring"] : [])];
    const cache = new AdoptedCache(scope, id, {
      cacheName: name,
      runs,
      mode: "single",
      host: `${name}.example.org`,
      port: 6379,
      tls: "required",
      readerHost: "",
      users: Object.fromEntries(users.map((user) => [user, user])),
      details: {},
    });
    cache.node.defaultChild = new TerraformData(cache, "Resource", { input: name });
    return cache;
  },
  fromAttributes: (scope, id, attributes) => new AdoptedCache(scope, id, attributes),
});

/** Passwords are made and told to nobody. */
const managedCacheServices: Served<CacheServicesContract> = () => ({
  create: (scope, id, props) => {
    const done = new TerraformData(scope, `${id}-told`, { input: id });
    const passwords = makePasswords(done, props);
    for (const made of passwords.values()) made.publish([]);
    return new AdoptedCacheServices(scope, id, attributesOf(props, passwords));
  },
  fromAttributes: (scope, id, attributes) => new AdoptedCacheServices(scope, id, attributes),
});

export const stubCache: Served<CacheContract> = () =>
  byRuns("redis", { managed: managedCache, "in-cluster": () => inClusterCacheImplementation });

export const stubCacheServices: Served<CacheServicesContract> = () =>
  byRuns("redis-services", { managed: managedCacheServices, "in-cluster": () => inClusterCacheServicesImplementation });
