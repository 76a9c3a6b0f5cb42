/** `databases`: the servers stand in the tier `data`; their logical databases and roles are made from within the cluster. */
import { defineComponent } from "../../model/component";
import type { DatabasesSection } from "./section";

/** Where the file says so. */
const inCluster = (section: DatabasesSection): readonly (readonly [number, string])[] =>
  section.flatMap((database, index) => (database.runs === "in-cluster" ? [[index, "runs"] as const] : []));

export const databasesComponent = defineComponent({
  name: "databases",
  rules: () => (require("./rules") as typeof import("./rules")).databasesRules,
  named: [""],
  administrators: (published) => {
    const { administratorsOf } = require("./build") as typeof import("./build");
    return administratorsOf(published);
  },
  provides: { data: ["postgres-db", "object-storage"], platform: ["postgres-db", "postgres-services"] },
  requires: [
    { what: "network", to: "put servers into it" },
    { what: "secrets", to: "deliver the administrator's password and make the services'" },
    {
      what: "k8s-cluster",
      to: "run servers in it, and reach their backups from it",
      askedBy: inCluster,
    },
    {
      what: "ingress",
      to: "have certificates of cert-manager's for servers in the cluster",
      askedBy: inCluster,
    },
    { what: "observability", to: "have their figures read", optional: true },
  ],
  // The default class of volumes.
  after: ["cluster", "objectStorage"],
  facts: () => (require("./facts") as typeof import("./facts")).databasesFacts,
  observed: (section, context) =>
    (require("./observed") as typeof import("./observed")).databasesObserved(section, context),
  build: {
    data: (deployment) => {
      const { buildServers } = require("./build") as typeof import("./build");
      buildServers(deployment);
    },
    platform: (deployment) => {
      const { buildServices } = require("./build") as typeof import("./build");
      buildServices(deployment);
    },
  },
});
