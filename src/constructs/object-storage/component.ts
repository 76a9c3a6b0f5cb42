/** `objectStorage`: the stores stand in the tier `data`; who has access is said where the workloads run. */
import { defineComponent } from "../../model/component";
import { s3Part } from "./aws/part";
import { checkObjectStorage } from "./check";
import { objectStorageDefaults } from "./defaults";
import { objectStorageSchema } from "./section";

export const objectStorageComponent = defineComponent({
  name: "objectStorage",
  schema: objectStorageSchema,
  named: [""],
  defaults: (facts, given) => objectStorageDefaults(facts, given),
  check: checkObjectStorage,
  targets: { eks: s3Part },
  provides: { data: ["object-storage"] },
  requires: [
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
