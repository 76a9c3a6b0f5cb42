/** A record of every connection in a VPC. */
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { EncryptedLogGroup } from "../../kit/aws/log-group";
import { policyDocument, serviceTrust } from "../../kit/aws/policy";
import { physicalName } from "../../kit/cdktf/names";

/** Seconds over which connections are summed up: the shortest that AWS offers. */
const AGGREGATION_SECONDS = 60;

export interface AwsFlowLogsProps {
  /** What names in the cloud begin with. */
  readonly name: string;
  /** The cloud's region that it stands in. */
  readonly region: string;
  /** The account that it stands in: 12 digits. */
  readonly account: string;
  /** Id of the VPC that it stands in. */
  readonly vpcId: string;
  /** Days for which the logs are kept. */
  readonly retentionDays: number;
  /** @default a key of its own */
  readonly keyArn?: string;
}

/** @security CKV2_AWS_11 AWS-0178 */
export class AwsFlowLogs extends Construct {
  public readonly logs: EncryptedLogGroup;
  public readonly role: IamRole;
  public readonly flowLog: FlowLog;

  constructor(scope: Construct, id: string, props: AwsFlowLogsProps) {
    super(scope, id);
    const { name, region, account } = props;
    this.logs = new EncryptedLogGroup(this, "log-group", {
      name: `/aws/vpc/${name}/flow-logs`,
      keyName: `${name}-flow-logs`,
      region,
      account,
      retentionDays: props.retentionDays,
      ...(props.keyArn === undefined ? {} : { keyArn: props.keyArn }),
    });
    this.role = new IamRole(this, "role", {
      name: physicalName([name, region, "flow-logs"], 64),
      description: `Writes the flow logs of ${name}`,
      assumeRolePolicy: serviceTrust("vpc-flow-logs.amazonaws.com", account),
    });
    const policy = new IamRolePolicy(this, "role-policy", {
      name: "write-flow-logs",
      role: this.role.name,
      policy: policyDocument([
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: `${this.logs.group.arn}:*`,
        },
      ]),
    });
    this.flowLog = new FlowLog(this, "Resource", {
      vpcId: props.vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: this.logs.group.arn,
      iamRoleArn: this.role.arn,
      maxAggregationInterval: AGGREGATION_SECONDS,
      tags: { Name: `${name}-flow-logs` },
      // The service tries the role when the flow log is made.
      dependsOn: [policy],
    });
    this.node.defaultChild = this.flowLog;
  }
}
