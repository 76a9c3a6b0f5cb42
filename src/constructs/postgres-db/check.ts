/** Checks of the section `databases` that no schema of one entry can make. */
import { checkRanges } from "../kit/address-checks";
import type { SectionContext, SectionProblem } from "../../model/component";
import { MONITORING_SERVICE } from "../../model/observed";
import { type DatabaseSection, type DatabasesSection, serviceName } from "./section";
import { atEntry } from "../kit/at-entry";
import { checkRestore } from "./check-restore";
import { checkNamedStore } from "../object-storage/named-store";
import { checkCnpgEntry } from "./cluster/cnpg-check";
import { isInCluster } from "./runs";

export function checkDatabases(databases: DatabasesSection, context: SectionContext): readonly SectionProblem[] {
  return databases.flatMap((database, index) => [
    ...checkMonitoring(database, index, context),
    ...checkUniqueName(databases, database, index),
    ...checkUniqueServices(database, index),
    ...checkOwnService(database, index),
    ...atEntry(index, checkCnpgEntry(databases, database, context.facts.name)),
    ...(isInCluster(database)
      ? checkNamedStore(
          database.inCluster.store,
          [index, "inCluster", "store"],
          context,
          `The backups of '${database.name}'`,
        )
      : []),
    ...atEntry(index, [...checkServer(database), ...checkRestore(databases, database)]),
  ]);
}

/** The role of that name reads the server's figures, where anything observes. */
function checkMonitoring(
  { name, services }: DatabaseSection,
  index: number,
  { sections }: SectionContext,
): readonly SectionProblem[] {
  if (sections["observability"] === undefined) return [];
  const at = services ? services.indexOf(MONITORING_SERVICE) : name === MONITORING_SERVICE ? 0 : -1;
  if (at < 0) return [];
  return [
    {
      path: services ? [index, "services", at] : [index, "name"],
      code: "DATABASE_MONITORING",
      message: `'${MONITORING_SERVICE}' is the role with which 'observability' reads the server's figures.`,
      remedy: "Give the service another name.",
    },
  ];
}

/** What of a server no field alone says: for an entry of the file, and for a construct's props. */
export function checkServer({ storage, maxStorage, allow }: CheckedServer): readonly SectionProblem[] {
  return [
    ...(maxStorage !== undefined && maxStorage < storage
      ? [storageTooSmall(storage, `what 'storage' begins with`)]
      : []),
    ...checkRanges(allow ?? [], ["allow"], {
      worldCode: "DATABASE_OPEN",
      wideCode: "DATABASE_WIDE",
      what: "the database",
      remedy:
        "Name the ranges that have business with the server, or leave `allow` out: the environment's own network.",
    }),
  ];
}

interface CheckedServer extends Pick<DatabaseSection, "storage" | "maxStorage"> {
  /** Of props also by name. */
  readonly allow?: readonly string[] | Readonly<Record<string, string>> | undefined;
}

/** @param reason What asks for as much. */
export function storageTooSmall(least: number, reason: string): SectionProblem {
  return {
    path: ["maxStorage"],
    code: "DATABASE_STORAGE",
    message: `'maxStorage' must be at least ${least}: ${reason}.`,
  };
}

function checkUniqueName(
  databases: DatabasesSection,
  { name }: DatabaseSection,
  index: number,
): readonly SectionProblem[] {
  if (databases.findIndex((other) => other.name === name) === index) return [];
  return [
    {
      path: [index, "name"],
      code: "DATABASE_TWICE",
      message: `There are two databases called '${name}'.`,
      remedy: "Give one of them another name, or list its services under the other's `services`.",
    },
  ];
}

function checkUniqueServices({ name, services = [] }: DatabaseSection, index: number): readonly SectionProblem[] {
  return services.flatMap((service, at): SectionProblem[] =>
    services.indexOf(service) === at
      ? []
      : [
          {
            path: [index, "services", at],
            code: "DATABASE_SERVICE_TWICE",
            message: `The service '${service}' is listed twice for the database '${name}'.`,
            remedy: "Keep one: a service has one logical database and one role on a server.",
          },
        ],
  );
}

/** Without `services` the server's own name is the only one's. */
function checkOwnService({ name, services }: DatabaseSection, index: number): readonly SectionProblem[] {
  const named = serviceName.safeParse(name);
  if (services !== undefined || named.success) return [];
  return [
    {
      path: [index, "name"],
      code: "DATABASE_NAME_RESERVED",
      message: `Without 'services' the server's logical database and role would be called '${name}'. ${named.error.issues.map(({ message }) => message).join(" ")}`,
      remedy: "Call the server otherwise, or list its services.",
    },
  ];
}
