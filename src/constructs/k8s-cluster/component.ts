/** The component `cluster`: what it needs, and where it is built. */
import { defineComponent } from "../../model/component";

export const clusterComponent = defineComponent({
  name: "cluster",
  rules: () => (require("./rules") as typeof import("./rules")).clusterRules,
  filledIn: true,
  named: ["pools"],
  provides: { authority: ["cluster-authority"], cluster: ["k8s-cluster"] },
  requires: [{ what: "network", to: "put nodes and the API server into it" }],
  facts: () => (require("./facts") as typeof import("./facts")).clusterFacts,
  observed: () => (require("./observed") as typeof import("./observed")).clusterObserved,
  // Elsewhere a cloud keeps what its clusters are known by.
  buildsOn: { authority: ["kubeadm"] },
  build: {
    authority: (deployment) => {
      const { buildAuthority } = require("./build-authority") as typeof import("./build-authority");
      buildAuthority(deployment);
    },
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
