/** The log groups that a server writes to, made before it: RDS would make them itself, unencrypted and for ever. */
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { LOG_RETENTION_DAYS } from "../../kit/aws/log-group";

/** What RDS for PostgreSQL can export. */
export const RDS_LOGS = ["postgresql", "upgrade"] as const;

export interface RdsLogGroupsProps {
  /** Identifier in the cloud; unique in account and region. */
  readonly identifier: string;
  /** ARN of the key that encrypts it. */
  readonly keyArn: string;
}

/** RDS decides the names (user guide, publishing PostgreSQL logs). */
export function rdsLogGroupName(identifier: string, log: string): string {
  return `/aws/rds/instance/${identifier}/${log}`;
}

/**
 * @security CKV_AWS_158 encrypted with the server's key
 * @security CKV_AWS_338 kept for a year
 * @security CKV_AWS_66 retention is set
 * @security AWS-0017 encrypted with the server's key
 */
export class RdsLogGroups extends Construct {
  public readonly groups: readonly CloudwatchLogGroup[];

  constructor(scope: Construct, id: string, props: RdsLogGroupsProps) {
    super(scope, id);
    this.groups = RDS_LOGS.map(
      (log) =>
        new CloudwatchLogGroup(this, log, {
          name: rdsLogGroupName(props.identifier, log),
          kmsKeyId: props.keyArn,
          retentionInDays: LOG_RETENTION_DAYS,
        }),
    );
  }
}
