/** `objectStorage`: the stores stand in the tier `data`; who has access is said where the workloads run. */
import { defineComponent } from "../../model/component";
import type { ObjectStorageSection } from "./section";

/** Where the file says so. */
const inCluster = (stores: ObjectStorageSection): readonly (readonly [number, string])[] =>
  stores.flatMap(({ runs }, index) => (runs === "in-cluster" ? [[index, "runs"] as const] : []));

export const objectStorageComponent = defineComponent({
  name: "objectStorage",
  rules: () => (require("./rules") as typeof import("./rules")).objectStorageRules,
  named: [""],
  provides: { data: ["object-storage"], platform: ["object-storage"] },
  requires: [
    { what: "network", to: "be reached from it, where the cloud has it so", optional: true },
    {
      what: "k8s-cluster",
      to: "give its pods access",
      askedBy: (stores) => stores.flatMap(({ services }, index) => (services.length > 0 ? [[index, "services"]] : [])),
    },
    { what: "k8s-cluster", to: "keep stores in it", askedBy: inCluster },
    { what: "object-servers", to: "keep stores in the cluster", askedBy: inCluster },
    { what: "secrets", to: "make the keys of stores in the cluster, and deliver them", askedBy: inCluster },
    { what: "ingress", to: "have certificates of cert-manager's for stores in the cluster", askedBy: inCluster },
  ],
  // The default class of volumes.
  after: ["cluster"],
  facts: () => (require("./facts") as typeof import("./facts")).objectStorageFacts,
  observed: (stores, context) =>
    (require("./observed") as typeof import("./observed")).objectStorageObserved(stores, context),
  build: {
    data: (deployment) => {
      const { buildStores } = require("./build") as typeof import("./build");
      buildStores(deployment);
    },
    platform: (deployment) => {
      const { buildPlatform } = require("./build") as typeof import("./build");
      buildPlatform(deployment);
    },
  },
});
