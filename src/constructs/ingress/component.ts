/** The component `ingress`: what it needs, and where it is built. */
import { defineComponent } from "../../model/component";

export const ingressComponent = defineComponent({
  name: "ingress",
  rules: () => (require("./rules") as typeof import("./rules")).ingressRules,
  provides: { platform: ["ingress"] },
  requires: [
    { what: "network", to: "know where its load balancer stands" },
    { what: "k8s-cluster", to: "run" },
  ],
  facts: () => (require("./facts") as typeof import("./facts")).ingressFacts,
  observed: (section) => (require("./observed") as typeof import("./observed")).ingressObserved(section),
  managedParts: ({ dnsZone }) => ["load balancer", ...(dnsZone ? ["DNS zone"] : [])],
  build: {
    platform: (deployment) => {
      const { buildIngress } = require("./build") as typeof import("./build");
      buildIngress(deployment);
    },
  },
});
