/**
 * A server that is made from another one's backups. Where it came from is an argument of its creation alone: on one that exists, a
 * change of it would be a replacement, by an older state of the data. So it is ignored there (`restore` may be taken out, or stay),
 * and what would be meant by a change is refused by a condition, in every plan.
 */
import type { DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import { Op, type TerraformResourceLifecycle, TerraformSelf } from "cdktf";
import { pointOf, utcOf, type RestoreSection } from "../restore";
import type { PostgresDbSettings } from "../props";
import { BACKUPS_ARN, CREATION_ONLY, OF_THE_SOURCE, RESOURCE_ID } from "./rds-facts";

type Condition = NonNullable<TerraformResourceLifecycle["postcondition"]>[number];

const PAGE = "docs/restore.md";

/** The source, as RDS's provider takes it. The time is in UTC: it takes no other zone. */
export function restoreArguments({ restore, aws }: PostgresDbSettings): Partial<DbInstanceConfig> {
  if (aws.snapshot !== undefined) return { snapshotIdentifier: aws.snapshot };
  if (restore === undefined) return {};
  const { from, at } = restore;
  return {
    restoreToPointInTime: {
      ...(RESOURCE_ID.test(from)
        ? { sourceDbiResourceId: from }
        : BACKUPS_ARN.test(from)
          ? { sourceDbInstanceAutomatedBackupsArn: from }
          : { sourceDbInstanceIdentifier: from }),
      ...(at === undefined ? { useLatestRestorableTime: true } : { restoreTime: utcOf(at) }),
    },
  };
}

export interface RestoredProps {
  readonly settings: PostgresDbSettings;
  readonly keyArn: string;
  /** Whether its key is another server's. */
  readonly sharesKey: boolean;
}

/** What Terraform is not to change of a server, and what must hold of it. */
export function restoreLifecycle({ settings, keyArn, sharesKey }: RestoredProps): TerraformResourceLifecycle {
  const { restore, aws } = settings;
  const adoptsKey = restore !== undefined || aws.snapshot !== undefined || sharesKey;
  const conditions = [...isMadeFrom(settings), ...(adoptsKey ? [hasKey(settings.name, keyArn)] : [])];
  return {
    ignoreChanges: [...CREATION_ONLY, ...(adoptsKey ? OF_THE_SOURCE : [])],
    ...(conditions.length > 0 ? { postcondition: conditions } : {}),
  };
}

/** Of a new one it holds; of one that exists, if it was made from just that. */
function isMadeFrom({ name, restore, aws }: PostgresDbSettings): readonly Condition[] {
  const refuse = (condition: string, what: string): readonly Condition[] => [
    {
      condition: `\${${condition}}`,
      errorMessage:
        `The server '${name}' exists already, and was not made from ${what}: a server is restored when it is made, and never in ` +
        `its place. Nothing was changed. Take that out of the file, and add a second server that is restored: see ${PAGE}.`,
    },
  ];
  if (aws.snapshot !== undefined) {
    return refuse(`self.snapshot_identifier == ${JSON.stringify(aws.snapshot)}`, `the snapshot ${aws.snapshot}`);
  }
  if (restore === undefined) return [];
  return refuse(sourceConditions(restore).join(" && "), pointOf(restore));
}

function sourceConditions({ from, at }: RestoreSection): readonly string[] {
  const field = RESOURCE_ID.test(from)
    ? "source_dbi_resource_id"
    : BACKUPS_ARN.test(from)
      ? "source_db_instance_automated_backups_arn"
      : "source_db_instance_identifier";
  const made = (name: string, otherwise: string): string =>
    `try(self.restore_to_point_in_time[0].${name}, ${otherwise})`;
  return [
    `${made(field, '""')} == ${JSON.stringify(from)}`,
    at === undefined
      ? `${made("use_latest_restorable_time", "false")} == true`
      : `${made("restore_time", '""')} == ${JSON.stringify(utcOf(at))}`,
  ];
}

/** RDS restores with the key of the source, whatever is asked for. */
function hasKey(name: string, keyArn: string): Condition {
  return {
    condition: Op.eq(TerraformSelf.getAny("kms_key_id"), keyArn),
    errorMessage:
      `The server '${name}' is encrypted with another key than the file says: a restored server keeps the key of its source, and ` +
      `no server ever changes its key. Write whose key it is, \`keyOf\` or \`aws.encryptionKey\` (\`aws rds describe-db-instances ` +
      `--db-instance-identifier ${name} --query 'DBInstances[0].KmsKeyId'\`): see ${PAGE}.`,
  };
}
