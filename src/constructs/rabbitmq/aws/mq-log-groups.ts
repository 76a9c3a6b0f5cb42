/** The log groups of a broker: Amazon MQ makes them itself, and would keep what is in them for ever, unencrypted. */
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsCloudwatchLogGroups } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-groups";
import { Construct } from "constructs";
import { LOG_RETENTION_DAYS } from "../../kit/aws/log-group";
import { ImportBlock } from "../../kit/cdktf/import-block";
import { mqLogGroupName } from "./mq-facts";

export interface MqLogGroupsProps {
  /** Of a broker of an earlier stack: which groups it has made must be known to the plan. */
  readonly brokerId: string;
  /** ARN of the key that encrypts it. */
  readonly keyArn: string;
}

/**
 * Their names hold the broker's id, which AWS makes up: nobody can make them before it, and once it runs they are there
 * (terraform-provider-aws#27124). So those that are there are taken over: `general`, `connection`, and whatever RabbitMQ
 * comes to write. They outlive the broker by their retention, and are readable as long as its key.
 * @security CKV_AWS_158 encrypted with the broker's key
 * @security CKV_AWS_338 kept for a year
 * @security CKV_AWS_66 retention is set
 * @security AWS-0017 encrypted with the broker's key
 */
export class MqLogGroups extends Construct {
  public readonly found: DataAwsCloudwatchLogGroups;
  public readonly groups: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, { brokerId, keyArn }: MqLogGroupsProps) {
    super(scope, id);
    this.found = new DataAwsCloudwatchLogGroups(this, "found", { logGroupNamePrefix: mqLogGroupName(brokerId, "") });
    // By the whole name: under the log's own, those of a broker that was made anew would be made a second time, and not taken over.
    const names = `\${${this.found.fqn}.log_group_names}`;
    this.groups = new CloudwatchLogGroup(this, "Resource", {
      name: "${each.value}",
      kmsKeyId: keyArn,
      retentionInDays: LOG_RETENTION_DAYS,
      // The broker, which outlives this stack, would make them again as they were.
      skipDestroy: true,
    });
    this.groups.addOverride("for_each", names);
    new ImportBlock(this, "import", {
      forEach: names,
      to: `${this.groups.terraformResourceType}.${this.groups.friendlyUniqueId}[each.key]`,
      id: "${each.value}",
    });
    this.node.defaultChild = this.groups;
  }
}
