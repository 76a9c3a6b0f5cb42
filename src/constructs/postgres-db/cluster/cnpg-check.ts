/** What of a server in the cluster no field alone says. */
import type { SectionProblem } from "../../../model/component";
import { isInCluster } from "../runs";
import type { DatabaseSection, DatabasesSection, ServerSection } from "../section";
import { ADMINISTRATOR } from "./cnpg-names";
import { DURABLE_COMMITS, OPERATORS_PARAMETERS, SAFE_PARAMETERS } from "./cnpg-parameters";

type Checked = Pick<ServerSection, "highAvailability" | "maxStorage" | "maintenanceWindow" | "parameters">;

/** Of an entry of the file, and of a construct's props. */
export function checkCnpgServer(server: Checked): readonly SectionProblem[] {
  const { maxStorage, maintenanceWindow } = server;
  return [
    ...(maxStorage === undefined
      ? []
      : [
          refused(
            "maxStorage",
            "A server in the cluster does not grow by itself: its volumes have the size that 'storage' says.",
            "Take it out, and raise `storage` when the alert `DatabaseVolumeFilling` tells.",
          ),
        ]),
    ...(maintenanceWindow === undefined
      ? []
      : [
          refused(
            "maintenanceWindow",
            "A server in the cluster has no maintenance window: it changes when you deploy.",
            "Take it out.",
          ),
        ]),
    ...checkParameters(server),
  ];
}

const refused = (field: string, message: string, remedy: string): SectionProblem => ({
  path: [field],
  at: "key",
  code: "DATABASE_IN_CLUSTER",
  message,
  remedy,
});

function checkParameters({ parameters, highAvailability }: Checked): readonly SectionProblem[] {
  return Object.entries(parameters).flatMap(([name, value]): SectionProblem[] => {
    const path = ["parameters", name];
    if (OPERATORS_PARAMETERS.has(name)) {
      const message = `'${name}' is set by the operator alone, which refuses a server that names it.`;
      return [{ path, code: "DATABASE_PARAMETER", message, remedy: "Take it out." }];
    }
    const allowed = SAFE_PARAMETERS[name];
    if (allowed && !allowed.includes(value)) {
      return [notSafe(path, `'${name}' cannot be '${value}': passwords or data would not be safe.`, allowed)];
    }
    if (name !== "synchronous_commit" || !highAvailability || DURABLE_COMMITS.includes(value)) return [];
    return [
      notSafe(
        path,
        `With '${value}' a commit is told before a standby has it, which 'highAvailability' promises.`,
        DURABLE_COMMITS,
      ),
    ];
  });
}

const notSafe = (path: readonly string[], message: string, allowed: readonly string[]): SectionProblem => ({
  path,
  code: "DATABASE_PARAMETER",
  message,
  remedy: `Take it out, or write one of: ${allowed.join(", ")}.`,
});

/** Of an entry: what the file says of it beside the server itself, and among the others. */
export function checkCnpgEntry(
  databases: DatabasesSection,
  database: DatabaseSection,
  environment: string,
): readonly SectionProblem[] {
  return [
    ...checkSource(databases, database),
    ...(isInCluster(database)
      ? [
          ...checkCnpgServer(database),
          ...checkEntryFields(database),
          ...checkServices(database),
          ...checkBackupsName(databases, database, environment),
        ]
      : []),
  ];
}

function checkEntryFields({ keyOf, caBundle }: DatabaseSection): readonly SectionProblem[] {
  return [
    ...(keyOf === undefined
      ? []
      : [
          refused(
            "keyOf",
            "A server in the cluster has no key of its own: its volumes are encrypted by the cluster's class, its backups by their store.",
            "Take it out.",
          ),
        ]),
    ...(caBundle === undefined
      ? []
      : [
          refused(
            "caBundle",
            "A server in the cluster has certificates of the environment's own authority, which its services' Secrets hold.",
            "Take it out.",
          ),
        ]),
  ];
}

function checkServices({ name, services }: DatabaseSection): readonly SectionProblem[] {
  const at = (services ?? [name]).indexOf(ADMINISTRATOR);
  if (at < 0) return [];
  return [
    {
      path: services ? ["services", at] : ["name"],
      code: "DATABASE_NAME_RESERVED",
      message: `'${ADMINISTRATOR}' is the role with which databases and roles are made.`,
      remedy: "Give the service another name.",
    },
  ];
}

/** Backups of the one are of no use to the other: they are copies of files, not of rows. */
function checkSource(databases: DatabasesSection, database: DatabaseSection): readonly SectionProblem[] {
  const source = databases.find(({ name }) => name === database.restore?.from);
  if (source && isInCluster(source) && isInCluster(database) && source.inCluster.store !== database.inCluster.store) {
    return [
      {
        path: ["inCluster", "store"],
        at: "key",
        code: "DATABASE_RESTORE_SOURCE",
        message: `The backups of '${source.name}' are in another store than '${database.name}' would look in.`,
        remedy: `Write the same \`inCluster.store\` as of '${source.name}', or none.`,
      },
    ];
  }
  if (!source || isInCluster(source) === isInCluster(database)) return [];
  return [
    {
      path: ["restore", "from"],
      code: "DATABASE_RESTORE_SOURCE",
      message: `'${source.name}' runs '${source.runs}' and '${database.name}' '${database.runs}': the backups of the one cannot become the other.`,
      remedy: "Copy its databases with pg_dump and pg_restore once both are there.",
    },
  ];
}

/** Two servers in one folder would overwrite each other's log. */
function checkBackupsName(
  databases: DatabasesSection,
  database: DatabaseSection,
  environment: string,
): readonly SectionProblem[] {
  const folderOf = ({ name, inCluster }: DatabaseSection): string => inCluster.backupsName ?? `${environment}-${name}`;
  const others = databases.filter((other) => other !== database && isInCluster(other));
  const same = others.find((other) => folderOf(other) === folderOf(database));
  if (same) {
    return [
      {
        path: ["inCluster", "backupsName"],
        code: "DATABASE_BACKUPS_TWICE",
        message: `The backups of '${database.name}' would be stored among those of '${same.name}'.`,
        remedy: "Give one of them another name.",
      },
    ];
  }
  if (database.restore === undefined || database.restore.from !== folderOf(database)) return [];
  return [
    {
      path: ["inCluster", "backupsName"],
      code: "DATABASE_BACKUPS_TWICE",
      message: `'${database.name}' is restored from the backups '${folderOf(database)}', and would store its own among them.`,
      remedy: "Write another `inCluster.backupsName`, and leave it there.",
    },
  ];
}
