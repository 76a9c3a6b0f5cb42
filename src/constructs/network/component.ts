/** The component `network`: where it is built. */
import { defineComponent } from "../../model/component";

export const networkComponent = defineComponent({
  name: "network",
  rules: () => (require("./rules") as typeof import("./rules")).networkRules,
  filledIn: true,
  facts: () => (require("./facts") as typeof import("./facts")).networkFacts,
  provides: { network: ["network"] },
  build: {
    network: (deployment) => {
      const { buildNetwork } = require("./build") as typeof import("./build");
      buildNetwork(deployment);
    },
  },
});
