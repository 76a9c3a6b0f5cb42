/** What bare hosts add to the section `databases`: no cloud runs servers there, nor keeps their backups. */
import type { TargetPart } from "../../../model/component";
import { managedRefused } from "../../kit/managed-refused";
import { storeNeeded } from "../../object-storage/store-needed";
import { isInCluster } from "../runs";
import type { DatabasesSection } from "../section";

export const kubeadmDatabasesPart: TargetPart<DatabasesSection> = {
  defaults: (_facts, given: unknown) => (Array.isArray(given) ? given.map(() => ({ runs: "in-cluster" })) : undefined),
  check: (databases) => [
    ...managedRefused(databases),
    ...databases.flatMap((database, index) =>
      isInCluster(database)
        ? storeNeeded(
            database.inCluster.store,
            [index],
            "inCluster.store",
            `The backups and the log of '${database.name}'`,
          )
        : [],
    ),
  ],
};
