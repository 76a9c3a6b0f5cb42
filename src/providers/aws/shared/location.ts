/** Where in AWS something is: partition, account and region, by the provider's configuration; and the names that follow. */
import { awsRegions, type AwsPartition } from "../../../targets/eks/regions";
import type { Session } from "../../../rehearsal/protocol/handlers";
import { isObject, type ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import { firstOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";

export interface AwsLocation {
  readonly account: string;
  readonly region: string;
  readonly partition: AwsPartition;
}

/** The account of a provider that names none: the one of AWS's own documentation. */
export const EXAMPLE_ACCOUNT = "123456789012";

/**
 * The simulated account is the one that the provider allows, else that of the role it assumes: no credentials tell.
 *
 * @param attributes Of a resource or data source: its own `region` comes before the provider's
 */
export function sessionLocation(session: Session, attributes?: ValueObject): AwsLocation {
  const region = textOf(attributes?.region) ?? regionOf(session) ?? "us-east-1";
  return { account: accountOf(session), region, partition: partitionOf(region) };
}

export function accountOf(session: Session): string {
  const role = textOf(firstOf(session.config?.assume_role)?.role_arn);
  return textsOf(session.config?.allowed_account_ids)[0] ?? (role?.split(":")[4] || EXAMPLE_ACCOUNT);
}

/** The provider's own region, else the environment's, as the real provider takes it. */
export function regionOf(session: Session): string | undefined {
  return textOf(session.config?.region) || process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || undefined;
}

export function partitionOf(region: string): AwsPartition {
  const known = awsRegions[region]?.partition;
  if (known) return known;
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

export function locationOf(context: BehaviourContext, attributes?: ValueObject): AwsLocation {
  return sessionLocation(context.session, attributes);
}

/** The tags that the provider puts on everything. */
export function defaultTags(session: Session): ValueObject | undefined {
  const tags = firstOf(session.config?.default_tags)?.tags;
  return isObject(tags) ? tags : undefined;
}

/** The end of the partition's host names. */
export function dnsSuffix(partition: AwsPartition): string {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

export function arn({ partition, region, account }: AwsLocation, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** An ARN of a service without regions, such as IAM: the region is empty. */
export function globalArn({ partition, account }: AwsLocation, service: string, resource: string): string {
  return `arn:${partition}:${service}::${account}:${resource}`;
}

/** An ARN that names neither region nor account, since the name alone is unique: an S3 bucket. */
export function nameOnlyArn({ partition }: AwsLocation, service: string, resource: string): string {
  return `arn:${partition}:${service}:::${resource}`;
}
