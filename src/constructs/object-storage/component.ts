/** `objectStorage`: the stores stand in the tier `data`; who has access is said where the workloads run. */
import { defineComponent } from "../../model/component";

export const objectStorageComponent = defineComponent({
  name: "objectStorage",
  rules: () => (require("./rules") as typeof import("./rules")).objectStorageRules,
  named: [""],
  provides: { data: ["object-storage"] },
  requires: [
    { what: "network", to: "be reached from it, where the cloud has it so", optional: true },
    {
      what: "k8s-cluster",
      to: "give its pods access",
      askedBy: (stores) => stores.flatMap(({ services }, index) => (services.length > 0 ? [[index, "services"]] : [])),
    },
  ],
  facts: () => (require("./facts") as typeof import("./facts")).objectStorageFacts,
  build: {
    data: (deployment) => {
      const { buildStores } = require("./build") as typeof import("./build");
      buildStores(deployment);
    },
    platform: (deployment) => {
      const { buildAccess } = require("./build") as typeof import("./build");
      buildAccess(deployment);
    },
  },
});
