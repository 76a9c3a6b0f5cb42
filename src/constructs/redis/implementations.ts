/** Which target serves caches and what logs in to them, and how. */
import type { ImplementationsOf } from "../../model/contract";
import { byRuns } from "../../model/runs";
import type { CacheServicesContract } from "./cache-services";
import type { CacheContract } from "./contract";

export const cacheImplementations: ImplementationsOf<CacheContract> = {
  eks: () =>
    byRuns("redis", {
      managed: () => (require("./aws/aws-cache") as typeof import("./aws/aws-cache")).awsCacheImplementation,
    }),
};

export const cacheServicesImplementations: ImplementationsOf<CacheServicesContract> = {
  eks: () =>
    byRuns("redis-services", {
      managed: () =>
        (require("./aws/aws-cache-services") as typeof import("./aws/aws-cache-services"))
          .awsCacheServicesImplementation,
    }),
};
