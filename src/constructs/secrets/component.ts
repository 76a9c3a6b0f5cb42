/** `secrets`: the environment's own key in the tier `data`, which outlives the cluster; the operator and its store in `platform`. */
import { defineComponent } from "../../model/component";

export const secretsComponent = defineComponent({
  name: "secrets",
  rules: () => (require("./rules") as typeof import("./rules")).secretsRules,
  filledIn: true,
  facts: () => (require("./facts") as typeof import("./facts")).secretsFacts,
  observed: () => (require("./observed") as typeof import("./observed")).secretsObserved,
  managedParts: () => ["store", "key"],
  provides: { data: ["secrets-key"], platform: ["secrets"] },
  requires: [
    { what: "network", to: "let the API server in" },
    { what: "k8s-cluster", to: "run External Secrets" },
  ],
  build: {
    data: (deployment) => {
      const { buildKey } = require("./build") as typeof import("./build");
      buildKey(deployment);
    },
    platform: (deployment) => {
      const { buildStore } = require("./build") as typeof import("./build");
      buildStore(deployment);
    },
  },
});
