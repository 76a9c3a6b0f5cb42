/** What the section `databases` may hold. */
import { defineRules } from "../../model/component";
import { checkDatabases } from "./check";
import { databaseDefaults } from "./defaults";
import { isInCluster } from "./runs";
import { databasesSchema } from "./section";

export const databasesRules = defineRules({
  schema: databasesSchema,
  defaults: (facts, given) => databaseDefaults(facts, given),
  check: checkDatabases,
  versions: (databases) => [
    ...databases.map(({ version }, index) => ({
      kind: "postgres" as const,
      name: "postgres",
      version,
      path: [index, "version"],
    })),
    ...(databases.some(isInCluster)
      ? (["cloudnative-pg", "plugin-barman-cloud"] as const).map((name) => ({ kind: "chart" as const, name, path: [] }))
      : []),
  ],
  targets: {
    eks: () => (require("./aws/part") as typeof import("./aws/part")).rdsPart,
    aks: () => (require("./azure/part") as typeof import("./azure/part")).flexiblePart,
    kubeadm: () => (require("./kubeadm/part") as typeof import("./kubeadm/part")).kubeadmDatabasesPart,
  },
  renamed: [
    { former: "*.multiAz", now: "*.highAvailability" },
    ...["instanceClass", "insights", "encryptionKey", "rotateAdminAfterDays", "backupWindow"].map((field) => ({
      former: `*.${field}`,
      now: `*.aws.${field}`,
    })),
  ],
});
