/** A log group that is encrypted with a key of its own. */
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { type KeyInUse, existingOrNewKey, allowLogGroup } from "./encryption-key";

/** Retention in days that log groups get: a year, as CIS and CKV_AWS_338 ask. */
export const LOG_RETENTION_DAYS = 365;

export interface EncryptedLogGroupProps {
  /** Name in the cloud; unique in account and region. */
  readonly name: string;
  /** Name of the key's alias. */
  readonly keyName: string;
  /** The cloud's region that it stands in. */
  readonly region: string;
  /** The account that it stands in: 12 digits. */
  readonly account: string;
  /** ARN of a key that exists; it must let CloudWatch Logs in. @default a key of its own */
  readonly keyArn?: string;
  /** @default 365 */
  readonly retentionDays?: number;
}

/**
 * @security CKV_AWS_158 encrypted with a key of our own
 * @security CKV_AWS_66 CKV_AWS_338 kept for a year
 */
export class EncryptedLogGroup extends Construct {
  public readonly encryption: KeyInUse;
  public readonly group: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: EncryptedLogGroupProps) {
    super(scope, id);
    const { region, account } = props;
    this.encryption = existingOrNewKey(this, "key", props.keyArn, {
      name: props.keyName,
      description: `Encrypts the log group ${props.name}`,
      region,
      account,
      statements: [allowLogGroup(region, account, props.name)],
    });
    this.group = new CloudwatchLogGroup(this, "Resource", {
      name: props.name,
      retentionInDays: props.retentionDays ?? LOG_RETENTION_DAYS,
      kmsKeyId: this.encryption.arn,
    });
    this.node.defaultChild = this.group;
  }
}
