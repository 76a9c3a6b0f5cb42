/** The component `metricsServer`. */
import { defineComponent } from "../../model/component";

export const metricsServerComponent = defineComponent({
  name: "metricsServer",
  rules: () => (require("./rules") as typeof import("./rules")).metricsServerRules,
  filledIn: true,
  observed: (_, context) => {
    const { isClusterCreated, isInstalled } = require("./rules") as typeof import("./rules");
    const observed = require("./observed") as typeof import("./observed");
    if (isInstalled(context)) return observed.metricsServerObserved;
    return isClusterCreated(context) ? observed.bundledMetricsServerObserved : {};
  },
  // It was a part of the cluster's once: what is deployed keeps its addresses.
  scope: ["cluster", "metrics-server"],
  requires: [
    {
      what: "network",
      to: "let the API server in",
      askedBy: (_, context) => {
        const { isInstalled } = require("./rules") as typeof import("./rules");
        return isInstalled(context) ? [[]] : [];
      },
    },
    // Of a cluster that is not made here nothing is asked: it has its own.
    { what: "k8s-cluster", to: "run", optional: true },
  ],
  build: {
    platform: (deployment) => {
      const { buildMetricsServer } = require("./build") as typeof import("./build");
      buildMetricsServer(deployment);
    },
  },
});
