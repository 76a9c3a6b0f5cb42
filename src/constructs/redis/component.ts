/** `redis`: caches of the cloud stand in the tier `data`, those of the cluster in `platform`, where all passwords are made. */
import { defineComponent } from "../../model/component";

export const redisComponent = defineComponent({
  name: "redis",
  rules: () => (require("./rules") as typeof import("./rules")).redisRules,
  named: [""],
  provides: { data: ["redis"], platform: ["redis", "redis-services"] },
  requires: [
    { what: "network", to: "put caches into it" },
    { what: "k8s-cluster", to: "make their passwords in it" },
    { what: "secrets", to: "keep and deliver their passwords" },
    {
      what: "ingress",
      to: "have certificates of cert-manager's for caches in the cluster",
      askedBy: (section) => section.flatMap(({ runs }, index) => (runs === "in-cluster" ? [[index, "runs"]] : [])),
    },
    // It owns the namespace into which what reads figures is delivered.
    { what: "observability", to: "have their figures read", optional: true },
  ],
  // The default class of volumes.
  after: ["cluster"],
  facts: () => (require("./facts") as typeof import("./facts")).redisFacts,
  observed: (section) => (require("./observed") as typeof import("./observed")).redisObserved(section),
  build: {
    data: (deployment) => {
      const { buildManaged } = require("./build") as typeof import("./build");
      buildManaged(deployment);
    },
    platform: (deployment) => {
      const { buildPlatform } = require("./build") as typeof import("./build");
      buildPlatform(deployment);
    },
  },
});
