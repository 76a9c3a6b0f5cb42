/** `databases`: the servers stand in the tier `data`; their logical databases and roles are made from within the cluster. */
import { defineComponent } from "../../model/component";
import { rdsPart } from "./aws/part";
import { checkDatabases } from "./check";
import { databaseDefaults } from "./defaults";
import { databasesSchema } from "./section";

export const databasesComponent = defineComponent({
  name: "databases",
  schema: databasesSchema,
  named: [""],
  defaults: (facts, given) => databaseDefaults(facts, given),
  check: checkDatabases,
  versions: (databases) =>
    databases.map(({ version }, index) => ({ kind: "postgres", name: "postgres", version, path: [index, "version"] })),
  targets: { eks: rdsPart },
  renamed: [
    { former: "*.multiAz", now: "*.highAvailability" },
    ...["instanceClass", "insights", "encryptionKey", "rotateAdminAfterDays", "backupWindow"].map((field) => ({
      former: `*.${field}`,
      now: `*.aws.${field}`,
    })),
  ],
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
