/** `databases`: the servers stand in the tier `data`; their logical databases and roles are made from within the cluster. */
import { defineComponent } from "../../model/component";

export const databasesComponent = defineComponent({
  name: "databases",
  rules: () => (require("./rules") as typeof import("./rules")).databasesRules,
  named: [""],
  administrators: (published) => {
    const { administratorsOf } = require("./build") as typeof import("./build");
    return administratorsOf(published);
  },
  provides: { data: ["postgres-db"], platform: ["postgres-services"] },
  requires: [
    { what: "network", to: "put servers into it" },
    { what: "secrets", to: "deliver the administrator's password and make the services'" },
    { what: "observability", to: "have their figures read", optional: true },
  ],
  facts: () => (require("./facts") as typeof import("./facts")).databasesFacts,
  observed: (section) => (require("./observed") as typeof import("./observed")).databasesObserved(section),
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
