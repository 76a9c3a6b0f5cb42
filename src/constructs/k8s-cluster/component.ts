/** The component `cluster`: its section, the profile's defaults, what is checked, and where it is built. */
import { defineComponent } from "../../model/component";
import { eksClusterPart } from "./aws/part";
import { checkCluster } from "./check";
import { clusterDefaults } from "./defaults";
import { renamedClusterFields } from "./renamed";
import { clusterSection } from "./section";

export const clusterComponent = defineComponent({
  name: "cluster",
  schema: clusterSection,
  defaults: clusterDefaults,
  check: checkCluster,
  versions: ({ version }) => [{ kind: "kubernetes", name: "kubernetes", version, path: ["version"] }],
  targets: { eks: eksClusterPart },
  renamed: renamedClusterFields,
  named: ["pools"],
  provides: { cluster: ["k8s-cluster"] },
  requires: [{ what: "network", to: "put nodes and the API server into it" }],
  facts: () => (require("./facts") as typeof import("./facts")).clusterFacts,
  observed: () => (require("./observed") as typeof import("./observed")).clusterObserved,
  build: {
    cluster: (deployment) => {
      const { buildCluster } = require("./build") as typeof import("./build");
      buildCluster(deployment);
    },
    platform: (deployment) => {
      const { buildClusterPlatform } = require("./build-platform") as typeof import("./build-platform");
      buildClusterPlatform(deployment);
    },
  },
});
