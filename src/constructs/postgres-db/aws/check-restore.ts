/**
 * Checks of servers that RDS restores. A restored instance has the key of its source, whatever is asked for (user guide, "Restoring
 * to a point in time"; only a snapshot that was copied before has another one): which that is must be in the file, and stay there.
 */
import type { SectionProblem } from "../../../model/component";
import type { DatabaseSection, DatabasesSection, ServerSection } from "../section";
import { BACKUPS_ARN, INSTANCE_IDENTIFIER, RESOURCE_ID } from "./rds-facts";

/** Of an entry of the file, and of a construct's props. */
export function checkRdsSource({ restore, aws }: Pick<ServerSection, "restore" | "aws">): readonly SectionProblem[] {
  if (restore === undefined) return [];
  if (aws.snapshot !== undefined) {
    return [
      {
        path: ["aws", "snapshot"],
        code: "DATABASE_RESTORE_SOURCE",
        message: "A server is made from a snapshot or from backups as of a time ('restore'), not from both.",
        remedy: "Take one of them out.",
      },
    ];
  }
  if ([INSTANCE_IDENTIFIER, RESOURCE_ID, BACKUPS_ARN].some((form) => form.test(restore.from))) return [];
  return [
    {
      path: ["restore", "from"],
      code: "DATABASE_RESTORE_SOURCE",
      message: `'${restore.from}' is neither a server of RDS nor backups of one.`,
      remedy:
        "Write the name of another server of the file, a server's identifier (prod-orders), the resource id of one that is gone (db-ABCDEFGHIJKL…), or the ARN of copied backups.",
    },
  ];
}

/** Whose key the server is encrypted with. */
export function checkRestoredKey(
  databases: DatabasesSection,
  database: DatabaseSection,
  environment: string,
): readonly SectionProblem[] {
  const { restore, keyOf, aws } = database;
  if (keyOf !== undefined && aws.encryptionKey !== undefined) {
    return [
      keyProblem("There is one key of a server: 'keyOf' and 'aws.encryptionKey' say two.", "Take one of them out."),
    ];
  }
  const owner = databases.find(({ name }) => name === keyOf);
  if (owner?.aws.encryptionKey !== undefined) {
    return [
      keyProblem(
        `'${owner.name}' has no key of its own, but an existing one.`,
        `Write \`aws: { encryptionKey: ${owner.aws.encryptionKey} }\` in place of \`keyOf\`.`,
      ),
    ];
  }
  if (restore === undefined) return aws.snapshot === undefined ? [] : keyUnsaid(database, "the snapshot");
  const sibling = databases.find(({ name }) => name !== database.name && `${environment}-${name}` === restore.from);
  if (sibling) {
    return [
      {
        path: ["restore", "from"],
        code: "DATABASE_RESTORE_SOURCE",
        message: `'${restore.from}' is the server '${sibling.name}' of this file.`,
        remedy: `Write \`from: ${sibling.name}\`.`,
      },
    ];
  }
  const source = databases.find(({ name }) => name === restore.from);
  if (source) return source.name === database.name ? [] : keyOfSource(source, database);
  if (RESOURCE_ID.test(restore.from)) return keyUnsaid(database, "the backups");
  if (keyOf !== undefined || aws.encryptionKey !== undefined) return [];
  return [
    {
      path: ["restore", "from"],
      code: "DATABASE_RESTORE_SOURCE",
      message: `There is no database '${restore.from}' in the file: ${names(databases, database)}.`,
      remedy: `If it is a server elsewhere, name its key as well, which the restored one keeps: \`aws: { encryptionKey: <ARN> }\`.`,
    },
  ];
}

const names = (databases: DatabasesSection, { name }: DatabaseSection): string =>
  databases
    .filter((other) => other.name !== name)
    .map((other) => `'${other.name}'`)
    .join(", ") || "no other one at all";

/** The server has the key that its source has. */
function keyOfSource(source: DatabaseSection, { keyOf, aws }: DatabaseSection): readonly SectionProblem[] {
  const existing = source.aws.encryptionKey;
  if (existing !== undefined) {
    if (aws.encryptionKey === existing) return [];
    return [
      keyProblem(
        `What is restored from '${source.name}' keeps its key, ${existing}.`,
        `Write \`aws: { encryptionKey: ${existing} }\`, and leave it there.`,
      ),
    ];
  }
  const owner = source.keyOf ?? source.name;
  if (keyOf === owner && aws.encryptionKey === undefined) return [];
  return [
    keyProblem(
      `What is restored from '${source.name}' keeps its key${owner === source.name ? "" : `, which is that of '${owner}'`}.`,
      `Write \`keyOf: ${owner}\`${aws.encryptionKey === undefined ? "" : " in place of `aws.encryptionKey`"}, and leave it there, also when '${owner}' is gone.`,
    ),
  ];
}

/** Of what a server of this name left, its own key is right; of anything else it is not, and nothing here can tell. */
function keyUnsaid({ keyOf, aws, name }: DatabaseSection, what: string): readonly SectionProblem[] {
  if (keyOf !== undefined || aws.encryptionKey !== undefined) return [];
  return [
    {
      ...keyProblem(
        `'${name}' will be encrypted with the key of ${what}, and has the one of its own name in the file.`,
        `That is right if '${name}' itself left them, and its key is still there. Else write whose key it is: \`keyOf\`, or \`aws: { encryptionKey: <ARN> }\`.`,
      ),
      severity: "warning",
    },
  ];
}

const keyProblem = (message: string, remedy: string): SectionProblem => ({
  path: ["keyOf"],
  code: "DATABASE_RESTORE_KEY",
  message,
  remedy,
});
