/** What Karpenter needs of the cloud: a role for the nodes that it starts, and word of interruptions before they come. */
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { policyDocument } from "../../kit/aws/policy";
import { physicalName } from "../../kit/cdktf/names";
import { NodeRole } from "./node-role";

/** Seconds that word of an interruption is worth anything: a spot instance goes two minutes after. */
const RETENTION_SECONDS = 300;
/** SQS API reference, CreateQueue. */
const QUEUE_NAME_LENGTH = 80;
/** EventBridge API reference, PutRule. */
const RULE_NAME_LENGTH = 64;

/** Events that announce the end of an instance (karpenter.sh/docs/concepts/disruption, "Interruption"). */
const INTERRUPTIONS = {
  health: { source: ["aws.health"], "detail-type": ["AWS Health Event"] },
  "spot-interruption": { source: ["aws.ec2"], "detail-type": ["EC2 Spot Instance Interruption Warning"] },
  rebalance: { source: ["aws.ec2"], "detail-type": ["EC2 Instance Rebalance Recommendation"] },
  "state-change": { source: ["aws.ec2"], "detail-type": ["EC2 Instance State-change Notification"] },
  "capacity-reservation": {
    source: ["aws.ec2"],
    "detail-type": ["EC2 Capacity Reservation Instance Interruption Warning"],
  },
} as const;

export interface KarpenterCloudProps {
  /** The cluster's name as a literal; physical names derive from it. */
  readonly name: string;
  /** The same as a reference: what uses it comes after the cluster. */
  readonly clusterName: string;
  /** The cloud's region that it stands in. */
  readonly region: string;
  /** Whether its nodes take sessions of Session Manager. */
  readonly sessions: boolean;
}

/** @security CKV_AWS_27 the queue is encrypted */
export class KarpenterCloud extends Construct {
  public readonly nodeRole: NodeRole;
  /** Made here, so that Karpenter needs no permission to make any. */
  public readonly instanceProfile: IamInstanceProfile;
  /** Of its own: EKS makes the entry of the pools' role itself, and a second one of the same role is refused. */
  public readonly accessEntry: EksAccessEntry;
  public readonly queue: SqsQueue;

  constructor(scope: Construct, id: string, props: KarpenterCloudProps) {
    super(scope, id);
    const { name, clusterName, region } = props;
    this.nodeRole = new NodeRole(this, "node-role", {
      clusterName: name,
      region,
      purpose: "karpenter-nodes",
      sessions: props.sessions,
    });
    this.instanceProfile = new IamInstanceProfile(this, "instance-profile", {
      name: physicalName([name, region, "karpenter-nodes"], 128),
      role: this.nodeRole.role.name,
    });
    this.accessEntry = new EksAccessEntry(this, "access-entry", {
      clusterName,
      principalArn: this.nodeRole.role.arn,
      type: "EC2_LINUX",
    });
    this.queue = new SqsQueue(this, "Resource", {
      name: physicalName([name, "karpenter"], QUEUE_NAME_LENGTH),
      messageRetentionSeconds: RETENTION_SECONDS,
      sqsManagedSseEnabled: true,
    });
    this.node.defaultChild = this.queue;
    const rules = this.rules(name);
    new SqsQueuePolicy(this, "queue-policy", {
      queueUrl: this.queue.url,
      policy: policyDocument([
        {
          Sid: "Interruptions",
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: this.queue.arn,
          Condition: { ArnEquals: { "aws:SourceArn": rules.map((rule) => rule.arn) } },
        },
        {
          Sid: "EncryptedConnectionsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Resource: this.queue.arn,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    });
  }

  private rules(clusterName: string): readonly CloudwatchEventRule[] {
    return Object.entries(INTERRUPTIONS).map(([event, pattern]) => {
      const scope = new Construct(this, event);
      const rule = new CloudwatchEventRule(scope, "Resource", {
        name: physicalName([clusterName, "karpenter", event], RULE_NAME_LENGTH),
        description: `Tells Karpenter of cluster ${clusterName}: ${pattern["detail-type"][0]}`,
        eventPattern: JSON.stringify(pattern),
      });
      scope.node.defaultChild = rule;
      new CloudwatchEventTarget(scope, "target", { rule: rule.name, targetId: "karpenter", arn: this.queue.arn });
      return rule;
    });
  }
}
