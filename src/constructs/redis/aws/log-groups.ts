/** The log groups that a replication group writes to. */
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ElasticacheReplicationGroupLogDeliveryConfiguration } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { Construct } from "constructs";
import { LOG_RETENTION_DAYS } from "../../kit/aws/log-group";
import { ELASTICACHE_LOGS, logGroupName } from "./elasticache-facts";

export interface ElasticacheLogGroupsProps {
  /** Name in the cloud; unique in account and region. */
  readonly name: string;
  /** ARN of the key that encrypts it. */
  readonly keyArn: string;
}

/**
 * @security CKV_AWS_158 AWS-0017 encrypted with the cache's key
 * @security CKV_AWS_66 CKV_AWS_338 kept for a year
 */
export class ElasticacheLogGroups extends Construct {
  public readonly groups: readonly CloudwatchLogGroup[];
  public readonly delivery: ElasticacheReplicationGroupLogDeliveryConfiguration[];

  constructor(scope: Construct, id: string, { name, keyArn }: ElasticacheLogGroupsProps) {
    super(scope, id);
    this.groups = ELASTICACHE_LOGS.map(
      (log) =>
        new CloudwatchLogGroup(this, log, {
          name: logGroupName(name, log),
          kmsKeyId: keyArn,
          retentionInDays: LOG_RETENTION_DAYS,
        }),
    );
    this.delivery = ELASTICACHE_LOGS.map((logType, index) => ({
      logType,
      logFormat: "json",
      destinationType: "cloudwatch-logs",
      destination: this.groups[index]?.name ?? "",
    }));
  }
}
