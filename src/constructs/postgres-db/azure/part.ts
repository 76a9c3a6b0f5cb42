/** What Flexible Server adds to the section `databases`: defaults and checks of its own block, and limits of what the file says above it. */
import type { TargetPart } from "../../../model/component";
import { pairedRegion } from "../../../targets/aks/region-pairs";
import { atEntry } from "../../kit/at-entry";
import { existingKeys } from "../../kit/azure/existing-key";
import { existingZones } from "../../kit/azure/existing-zones";
import { postgresServerName } from "../../kit/azure/world-names";
import { checkRestoredKey, type KeyWords } from "../check-restored-key";
import { isInCluster } from "../runs";
import type { DatabasesSection } from "../section";
import { checkInCluster, checkPrincipals } from "./check-principals";
import { checkFlexibleServer } from "./check-server";
import { existingServers } from "./existing-servers";
import { SERVICE } from "./server-facts";

export const flexiblePart: TargetPart<DatabasesSection> = {
  defaults: ({ profile, region }, given: unknown) =>
    Array.isArray(given) && profile === "full" && pairedRegion(region) !== undefined
      ? given.map(() => ({ azure: { geoBackup: true } }))
      : undefined,
  check: (databases, context) =>
    databases.flatMap((database, index) => {
      const { facts } = context;
      if (isInCluster(database)) return atEntry(index, checkInCluster(database));
      return atEntry(index, [
        ...checkFlexibleServer(database, facts.region),
        ...checkRestoredKey(databases, database, keyWords(facts.account, facts.name)),
        ...checkPrincipals(databases, database, context),
      ]);
    }),
  existing: (databases, { facts }) =>
    databases
      .filter((database) => !isInCluster(database))
      .flatMap((database) => {
        const { encryptionKey, geoEncryptionKey, subnetId, privateZoneId, privateEndpoint } = database.azure;
        return [
          ...existingKeys(encryptionKey, geoEncryptionKey),
          ...(subnetId === undefined ? [] : [{ kind: "subnet" as const, id: subnetId, delegation: SERVICE }]),
          ...existingZones(privateZoneId, privateEndpoint?.zoneId),
          ...existingServers(databases, database, facts),
        ];
      }),
  observed: (databases) =>
    (require("../observed") as typeof import("../observed")).databaseExporters(
      databases.filter((database) => isInCluster(database) || !database.azure.entraOnly),
      ({ caBundle }) => caBundle !== undefined,
    ),
};

const keyWords = (subscription: string, environment: string): KeyWords => ({
  field: "azure.encryptionKey",
  existing: ({ azure }) => azure.encryptionKey?.id,
  write: (id = "<key>") => `azure: { encryptionKey: { id: ${id}, identity: … } }`,
  serverName: (name) => postgresServerName(subscription, `${environment}-${name}`),
  isLeft: ({ azure }) => azure.restoreMode !== "point-in-time",
});
