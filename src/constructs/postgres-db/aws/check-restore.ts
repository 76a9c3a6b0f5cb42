/**
 * Checks of servers that RDS restores. A restored instance has the key of its source, whatever is asked for (user guide, "Restoring
 * to a point in time"; only a snapshot that was copied before has another one): which that is must be in the file, and stay there.
 */
import type { SectionProblem } from "../../../model/component";
import type { KeyWords } from "../check-restored-key";
import type { ServerSection } from "../section";
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

/** How RDS's own part of the file speaks of keys and servers. */
export const rdsKeyWords = (environment: string): KeyWords => ({
  field: "aws.encryptionKey",
  existing: ({ aws }) => aws.encryptionKey,
  write: (arn = "<ARN>") => `aws: { encryptionKey: ${arn} }`,
  serverName: (name) => `${environment}-${name}`,
  isLeft: (_database, from) => RESOURCE_ID.test(from),
  madeFrom: ({ aws }) => (aws.snapshot === undefined ? undefined : "the snapshot"),
});
