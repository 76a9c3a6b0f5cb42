/** What RDS adds to the section `databases`: defaults and checks of its own block, and limits of what the file says above it. */
import type { EnvironmentFacts, SectionProblem, TargetPart } from "../../../model/component";
import { eksFacts } from "../../../targets/eks/facts";
import { existingKeys } from "../../kit/existing-key";
import { atEntry } from "../../kit/at-entry";
import { isInCluster } from "../runs";
import { storageTooSmall } from "../check";
import type { DatabaseSection, DatabasesSection, ServerSection } from "../section";
import { existingBackups } from "./existing-backups";
import { checkRestoredKey } from "../check-restored-key";
import { checkRdsSource, rdsKeyWords } from "./check-restore";
import { windowMinutes, windowsOverlap } from "../../kit/windows";
import { knowsAuthorities } from "../../../targets/eks/rds-authorities";
import {
  RDS_IDENTIFIER_LENGTH,
  RDS_LEAST_GROWTH,
  rdsLeastCeiling,
  RDS_READ_REPLICAS,
  RDS_STORAGE,
  rdsReplicaName,
} from "./rds-facts";

export const rdsPart: TargetPart<DatabasesSection> = {
  defaults: ({ profile }, given: unknown) =>
    Array.isArray(given) && profile === "full" ? given.map(() => ({ aws: { insights: "advanced" } })) : undefined,
  check: (databases, { facts }) =>
    databases.flatMap((database, index) =>
      isInCluster(database)
        ? []
        : atEntry(index, [
            ...tooLong(database, facts.name),
            ...calledLikeReplica(databases, database),
            ...checkRdsServer(database),
            ...checkRestoredKey(databases, database, rdsKeyWords(facts.name)),
            ...checkAuthorities(database, facts),
          ]),
    ),
  existing: (databases) =>
    databases
      .filter((database) => !isInCluster(database))
      .flatMap((database) => [...existingKeys(database.aws.encryptionKey), ...existingBackups(databases, database)]),
  observed: (databases) =>
    (require("../observed") as typeof import("../observed")).databaseExporters(databases, () => true),
};

/** What RDS refuses of a server: of an entry of the file, and of a construct's props. */
export function checkRdsServer(server: CheckedServer): readonly SectionProblem[] {
  return [
    ...checkStorage(server),
    ...checkParameters(server),
    ...checkWindows(server),
    ...checkReplicas(server),
    ...checkRdsSource(server),
  ];
}

type CheckedServer = Pick<
  ServerSection,
  "storage" | "maxStorage" | "parameters" | "maintenanceWindow" | "readReplicas" | "restore" | "aws"
>;

/** RDS rotates no password that it does not manage, and manages none of a server with replicas. */
function checkReplicas({ readReplicas, aws }: CheckedServer): readonly SectionProblem[] {
  if (readReplicas > RDS_READ_REPLICAS) {
    const message = `'readReplicas' cannot be ${readReplicas}: RDS makes ${RDS_READ_REPLICAS} of one server.`;
    return [{ path: ["readReplicas"], code: "DATABASE_REPLICAS", message }];
  }
  if (readReplicas === 0 || aws.rotateAdminAfterDays === undefined) return [];
  return [
    {
      path: ["aws", "rotateAdminAfterDays"],
      code: "DATABASE_ROTATION",
      message:
        "RDS makes no replica of a server whose password it manages, so it cannot rotate that of one with replicas.",
      remedy: "Take it out, and raise `aws.adminPasswordRevision` instead.",
    },
  ];
}

/** Two servers of one identifier. */
function calledLikeReplica(databases: DatabasesSection, { name }: DatabaseSection): readonly SectionProblem[] {
  const twin = databases.find(({ name: other, readReplicas }) =>
    Array.from({ length: readReplicas }, (_, index) => rdsReplicaName(other, index + 1)).includes(name),
  );
  if (!twin) return [];
  return [
    {
      path: ["name"],
      code: "DATABASE_TWICE",
      message: `A read replica of '${twin.name}' is called '${name}', too.`,
      remedy: "Give this server another name.",
    },
  ];
}

function checkStorage({ storage, maxStorage }: CheckedServer): readonly SectionProblem[] {
  const { min, max } = RDS_STORAGE;
  // It has to be able to grow by the least that RDS lets it.
  const largest = Math.floor(max / RDS_LEAST_GROWTH);
  const outside = (field: string, value: number, to: number): readonly SectionProblem[] => [
    { path: [field], code: "DATABASE_STORAGE", message: `'${field}' cannot be ${value}: ${min} to ${to} GiB on RDS.` },
  ];
  if (storage < min || storage > largest) return outside("storage", storage, largest);
  if (maxStorage === undefined) return [];
  if (maxStorage > max) return outside("maxStorage", maxStorage, max);
  const least = rdsLeastCeiling(storage);
  return maxStorage < least ? [storageTooSmall(least, `a tenth above 'storage' (${storage})`)] : [];
}

/** What the construct sets for safety is not to be undone by the way. */
function checkParameters({ parameters }: CheckedServer): readonly SectionProblem[] {
  if ((parameters["rds.force_ssl"] ?? "1") === "1") return [];
  return [
    {
      path: ["parameters", "rds.force_ssl"],
      code: "DATABASE_TLS_REQUIRED",
      message: "Connections without TLS cannot be allowed.",
      remedy: "Take `rds.force_ssl` out.",
    },
  ];
}

function checkWindows({ maintenanceWindow, aws: { backupWindow } }: CheckedServer): readonly SectionProblem[] {
  const { maintenance, backup } = eksFacts.windows;
  const found = [
    ...tooShort(maintenanceWindow, maintenance.shortest, ["maintenanceWindow"]),
    ...tooShort(backupWindow, backup.shortest, ["aws", "backupWindow"]),
  ];
  if (found.length > 0 || maintenanceWindow === undefined || backupWindow === undefined) return found;
  if (!windowsOverlap(backupWindow, maintenanceWindow)) return [];
  return [
    {
      path: ["aws", "backupWindow"],
      code: "DATABASE_WINDOW",
      message: `Backups at ${backupWindow} meet the maintenance window ${maintenanceWindow}: RDS refuses that.`,
      remedy: "Move one of them.",
    },
  ];
}

function tooShort(window: string | undefined, least: number, path: readonly string[]): readonly SectionProblem[] {
  if (window === undefined || windowMinutes(window) >= least) return [];
  const message = `The window ${window} has ${windowMinutes(window)} minutes; RDS needs ${least} at least.`;
  return [{ path, code: "DATABASE_WINDOW", message }];
}

function tooLong({ name, readReplicas }: DatabaseSection, environment: string): readonly SectionProblem[] {
  const server = `${environment}-${name}`;
  const identifier = readReplicas > 0 ? rdsReplicaName(server, readReplicas) : server;
  const excess = identifier.length - RDS_IDENTIFIER_LENGTH;
  if (excess <= 0) return [];
  return [
    {
      path: ["name"],
      code: "DATABASE_NAME_TOO_LONG",
      message: `The server${readReplicas > 0 ? "'s replica" : ""} would be called '${identifier}': ${identifier.length} characters, of which RDS allows ${RDS_IDENTIFIER_LENGTH}.`,
      remedy: `Take ${excess} off the name.`,
    },
  ];
}

/** Without authorities nobody could tell the server from another one. */
function checkAuthorities(
  { name, caBundle }: DatabaseSection,
  { region }: EnvironmentFacts,
): readonly SectionProblem[] {
  if (caBundle !== undefined || knowsAuthorities(region)) return [];
  return [
    {
      path: [],
      code: "DATABASE_AUTHORITIES_UNKNOWN",
      message: `The certificate authorities of RDS in '${region}' are not known here, so nobody could verify the server '${name}'.`,
      remedy: `Give them as 'caBundle': the content of https://truststore.pki.rds.amazonaws.com/${region}/${region}-bundle.pem (aws-cn: rds-truststore.s3.cn-north-1.amazonaws.com.cn; GovCloud: truststore.pki.us-gov-west-1.rds.amazonaws.com).`,
    },
  ];
}
