/** The component `observability`: what it needs, and where it is built. */
import { defineComponent } from "../../model/component";

export const observabilityComponent = defineComponent({
  name: "observability",
  rules: () => (require("./rules") as typeof import("./rules")).observabilityRules,
  provides: { data: ["object-storage"], platform: ["observability"] },
  requires: [
    { what: "network", to: "let the API server in" },
    { what: "k8s-cluster", to: "run" },
    { what: "secrets", to: "make its credentials" },
    {
      what: "ingress",
      to: "show Grafana, Prometheus and Alertmanager to people",
      askedBy: ({ access }) => (access ? [["access"]] : []),
    },
    { what: "ingress", to: "have cert-manager sign for the webhook that checks rules", optional: true },
  ],
  managedParts: ({ logs }) => (logs && logs.store === undefined ? ["bucket"] : []),
  // A store that the file names.
  after: ["objectStorage"],
  facts: () => (require("./facts") as typeof import("./facts")).observabilityFacts,
  build: {
    data: (deployment) => {
      const { buildLogStore } = require("./build") as typeof import("./build");
      buildLogStore(deployment);
    },
    platform: (deployment) => {
      const { buildObservability } = require("./build") as typeof import("./build");
      buildObservability(deployment);
    },
  },
});
