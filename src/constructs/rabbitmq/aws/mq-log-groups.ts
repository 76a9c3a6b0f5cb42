/** The log groups of a broker: Amazon MQ decides their names, and would keep what is in them for ever, unencrypted. */
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { LOG_RETENTION_DAYS } from "../../kit/aws/log-group";

/** What `logs.general` makes RabbitMQ write to, by RabbitMQ's log categories. */
export const MQ_LOGS = ["general", "connection", "channel"] as const;

export interface MqLogGroupsProps {
  readonly brokerId: string;
  readonly keyArn: string;
}

/** Developer guide, structure of logging in CloudWatch Logs. `*` of every broker: a key's policy cannot name one that is not there yet. */
export function mqLogGroupName(brokerId: string, log: string): string {
  return `/aws/amazonmq/broker/${brokerId}/${log}`;
}

/**
 * @security CKV_AWS_158 encrypted with the broker's key
 * @security CKV_AWS_338 kept for a year
 * @security CKV_AWS_66 retention is set
 * @security AWS-0017 encrypted with the broker's key
 */
export class MqLogGroups extends Construct {
  public readonly groups: readonly CloudwatchLogGroup[];

  constructor(scope: Construct, id: string, { brokerId, keyArn }: MqLogGroupsProps) {
    super(scope, id);
    this.groups = MQ_LOGS.map(
      (log) =>
        new CloudwatchLogGroup(this, log, {
          name: mqLogGroupName(brokerId, log),
          kmsKeyId: keyArn,
          retentionInDays: LOG_RETENTION_DAYS,
        }),
    );
  }
}
