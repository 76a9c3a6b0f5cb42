/** `velero`: the store of the backups stands in the tier `data`, what makes them in `platform`. */
import { defineComponent } from "../../model/component";
import { awsVeleroPart } from "./aws/part";
import { checkVelero } from "./check";
import { veleroDefaults } from "./defaults";
import { veleroSchema } from "./section";

export const veleroComponent = defineComponent({
  name: "velero",
  schema: veleroSchema,
  onlyIfWritten: true,
  defaults: veleroDefaults,
  check: checkVelero,
  targets: { eks: awsVeleroPart },
  provides: { data: ["object-storage"], platform: ["velero"] },
  requires: [{ what: "k8s-cluster", to: "back up what is in it" }],
  versions: () => [{ kind: "chart", name: "velero", path: [] }],
  facts: () => (require("./facts") as typeof import("./facts")).veleroFacts,
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
