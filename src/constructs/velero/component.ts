/** `velero`: the store of the backups stands in the tier `data`, what makes them in `platform`. */
import { defineComponent } from "../../model/component";

export const veleroComponent = defineComponent({
  name: "velero",
  rules: () => (require("./rules") as typeof import("./rules")).veleroRules,
  provides: { data: ["object-storage"], platform: ["velero"] },
  requires: [
    { what: "network", to: "reach its store, where the cloud has it so", optional: true },
    { what: "k8s-cluster", to: "back up what is in it" },
    { what: "secrets", to: "get the key of the store that the file names", optional: true },
  ],
  // A store that the file names, and who delivers its key.
  after: ["objectStorage", "secrets"],
  facts: () => (require("./facts") as typeof import("./facts")).veleroFacts,
  managedParts: ({ store }) => (store === undefined ? ["bucket"] : []),
  observed: (section) => (require("./observed") as typeof import("./observed")).veleroObserved(section),
  build: {
    data: (deployment) => {
      const { buildStore } = require("./build") as typeof import("./build");
      buildStore(deployment);
    },
    platform: (deployment) => {
      const { buildVelero } = require("./build") as typeof import("./build");
      buildVelero(deployment);
    },
  },
});
