/** Which target serves caches and what logs in to them, and how. */
import type { ImplementationsOf } from "../../model/contract";
import { byRuns } from "../../model/runs";
import type { CacheServicesContract } from "./cache-services";
import type { CacheContract } from "./contract";

export const cacheImplementations: ImplementationsOf<CacheContract> = {
  eks: () =>
    byRuns("redis", {
      managed: () => (require("./aws/aws-cache") as typeof import("./aws/aws-cache")).awsCacheImplementation,
      "in-cluster": () =>
        (require("./cluster/in-cluster-cache") as typeof import("./cluster/in-cluster-cache"))
          .inClusterCacheImplementation,
    }),
  aks: () =>
    byRuns("redis", {
      managed: () =>
        (require("./azure/managed-cache") as typeof import("./azure/managed-cache")).managedCacheImplementation,
      "in-cluster": () =>
        (require("./cluster/in-cluster-cache") as typeof import("./cluster/in-cluster-cache"))
          .inClusterCacheImplementation,
    }),
  kubeadm: () =>
    byRuns("redis", {
      "in-cluster": () =>
        (require("./cluster/in-cluster-cache") as typeof import("./cluster/in-cluster-cache"))
          .inClusterCacheImplementation,
    }),
};

export const cacheServicesImplementations: ImplementationsOf<CacheServicesContract> = {
  eks: () =>
    byRuns("redis-services", {
      managed: () =>
        (require("./aws/aws-cache-services") as typeof import("./aws/aws-cache-services"))
          .awsCacheServicesImplementation,
      "in-cluster": () =>
        (require("./cluster/in-cluster-services") as typeof import("./cluster/in-cluster-services"))
          .inClusterCacheServicesImplementation,
    }),
  aks: () =>
    byRuns("redis-services", {
      managed: () =>
        (require("./azure/managed-cache-services") as typeof import("./azure/managed-cache-services"))
          .managedCacheServicesImplementation,
      "in-cluster": () =>
        (require("./cluster/in-cluster-services") as typeof import("./cluster/in-cluster-services"))
          .inClusterCacheServicesImplementation,
    }),
  kubeadm: () =>
    byRuns("redis-services", {
      "in-cluster": () =>
        (require("./cluster/in-cluster-services") as typeof import("./cluster/in-cluster-services"))
          .inClusterCacheServicesImplementation,
    }),
};
