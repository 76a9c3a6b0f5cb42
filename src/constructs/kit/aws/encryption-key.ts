/** A key of our own for one purpose, with its policy and its alias. */
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { awsDomain, awsPartition } from "./partition";
import { policyDocument, type PolicyStatement } from "./policy";

/** Days in which a deleted key can be brought back: the most that KMS gives. */
const DELETION_WINDOW_DAYS = 30;

export interface EncryptionKeyProps {
  /** Name of the alias, without `alias/`. */
  readonly name: string;
  readonly description: string;
  readonly region: string;
  /** Account that owns the key: whoever may use it by IAM policy is in this account. */
  readonly account: string;
  /** Who else may use it. @default nobody */
  readonly statements?: readonly PolicyStatement[];
  /** Whether Terraform refuses to destroy it: of keys without which backups and secrets are lost. @default false */
  readonly protected?: boolean;
}

/**
 * @security CKV_AWS_7 rotated every year
 * @security CKV2_AWS_64 with an explicit policy
 * @security CKV_AWS_33 no principal `*` without a condition
 */
export class EncryptionKey extends Construct {
  public readonly key: KmsKey;
  public readonly alias: KmsAlias;
  private readonly allowed: PolicyStatement[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EncryptionKeyProps,
  ) {
    super(scope, id);
    this.allowed.push(...(props.statements ?? []));
    this.key = new KmsKey(this, "Resource", {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: DELETION_WINDOW_DAYS,
      policy: this.policy(),
      tags: { Name: props.name },
      lifecycle: props.protected ? { preventDestroy: true } : undefined,
    });
    this.alias = new KmsAlias(this, "alias", { name: `alias/${props.name}`, targetKeyId: this.key.keyId });
    this.node.defaultChild = this.key;
  }

  public get arn(): string {
    return this.key.arn;
  }

  /** Lets others use it, too, and protects it as the first one of them that is protected. */
  public share({
    statements = [],
    protected: isProtected,
  }: Pick<EncryptionKeyProps, "statements" | "protected">): void {
    this.allowed.push(...statements);
    this.key.policy = this.policy();
    if (isProtected) this.key.lifecycle = { ...this.key.lifecycle, preventDestroy: true };
  }

  private policy(): string {
    const { region, account } = this.props;
    return policyDocument([
      {
        // Without it, nobody could ever change the key again (docs.aws.amazon.com/kms, "Default key policy").
        Sid: "AccountByIam",
        Effect: "Allow",
        Principal: { AWS: `arn:${awsPartition(region)}:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      ...this.allowed,
    ]);
  }
}

/** A key in use: its ARN, and the key itself if it was made here. */
export interface KeyInUse {
  readonly arn: string;
  readonly createdKey?: EncryptionKey;
}

/** The key that exists, else one of our own. The policy of a key that exists is its owner's, and must allow the use. */
export function existingOrNewKey(
  scope: Construct,
  id: string,
  existingArn: string | undefined,
  props: EncryptionKeyProps,
): KeyInUse {
  if (existingArn !== undefined) return { arn: existingArn };
  const createdKey = new EncryptionKey(scope, id, props);
  return { arn: createdKey.arn, createdKey };
}

const USE_ACTIONS = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

/** Lets CloudWatch Logs encrypt the log group of this name, and no other (CloudWatch Logs, "Encrypt log data"). */
export function allowLogGroup(region: string, account: string, logGroup: string): PolicyStatement {
  const logGroupArn = `arn:${awsPartition(region)}:logs:${region}:${account}:log-group:${logGroup}`;
  return {
    Sid: "LogGroup",
    Effect: "Allow",
    Principal: { Service: `logs.${region}.${awsDomain(region)}` },
    Action: USE_ACTIONS,
    Resource: "*",
    Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": logGroupArn } },
  };
}

/**
 * Lets whoever of this account may use EBS use the key through EBS, as AWS's own key `aws/ebs` does. Auto Scaling's role,
 * which starts the nodes, cannot be named instead: KMS refuses a policy with a role that a new account does not have yet.
 */
export function allowVolumes(region: string, account: string): PolicyStatement {
  return {
    Sid: "Volumes",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: [...USE_ACTIONS, "kms:CreateGrant"],
    Resource: "*",
    Condition: {
      StringEquals: { "kms:CallerAccount": account, "kms:ViaService": `ec2.${region}.${awsDomain(region)}` },
    },
  };
}
