/** Building blocks of the services' tables of references: who names what, and what AWS says where it is missing or in use. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { AWS_KEY_ARN } from "../kms/simulated";

export type ErrorText = ReferenceRule["missing"];

export const errorText = (code: string, message: string): ErrorText => ({ code, message });

/**
 * The same rule for several arguments.
 *
 * @param from `aws_subnet.vpc_id`: a type and the dotted path of its argument
 */
export function rules(
  to: string | readonly string[],
  missing: ErrorText,
  from: readonly string[],
  more: Partial<ReferenceRule> = {},
): readonly ReferenceRule[] {
  return from.map((place) => {
    const at = place.indexOf(".");
    return { from: place.slice(0, at), path: place.slice(at + 1), to, missing, ...more };
  });
}

/** Only ARNs of one service: an argument may take those of others. */
export const arnsOutside = (service: string): RegExp => new RegExp(`^(?!arn:[^:]*:${service}:)`);

const NO_KEY = errorText("NotFoundException", "Key '{value}' does not exist");
const NO_ALIAS = errorText("NotFoundException", "Alias {value} is not found.");

/**
 * Arguments that name a KMS key: by ARN, by id, or by an alias. The keys and aliases that AWS makes for its own services
 * are in every account.
 */
export function keyRules(from: readonly string[]): readonly ReferenceRule[] {
  return [
    ...rules(["aws_kms_key", "aws_kms_replica_key"], NO_KEY, from, {
      attribute: "arn",
      except: new RegExp(`^(?!arn:[^:]*:kms:[^:]*:[^:]*:key/)|${AWS_KEY_ARN.source}`),
    }),
    ...rules(["aws_kms_key", "aws_kms_replica_key"], NO_KEY, from, { except: /^(arn:|alias\/)/ }),
    ...rules("aws_kms_alias", NO_ALIAS, from, { attribute: "name", except: /^(?!alias\/)|^alias\/aws\// }),
    ...rules("aws_kms_alias", NO_ALIAS, from, {
      attribute: "arn",
      except: /^(?!arn:[^:]*:kms:[^:]*:[^:]*:alias\/)|:alias\/aws\//,
    }),
  ];
}

/** Policies that AWS writes. */
export const AWS_POLICIES = /^arn:[^:]*:iam::aws:/;

const SECURITY_GROUPS = ["aws_security_group", "aws_default_security_group"];
const NO_GROUP = errorText("InvalidGroup.NotFound", "The security group '{value}' does not exist");
const GROUP_IN_USE = errorText("DependencyViolation", "resource {value} has a dependent object");

/** Arguments that put something into security groups, and keep them from being deleted. */
export const groupRules = (from: readonly string[]): readonly ReferenceRule[] =>
  rules(SECURITY_GROUPS, NO_GROUP, from, { inUse: GROUP_IN_USE });

/** A rule goes with the group that it is of. */
export const owningGroupRules = (from: readonly string[]): readonly ReferenceRule[] =>
  rules(SECURITY_GROUPS, NO_GROUP, from);

const NO_SUBNET = errorText("InvalidSubnetID.NotFound", "The subnet ID '{value}' does not exist");
const SUBNET_IN_USE = errorText("DependencyViolation", "The subnet '{value}' has dependencies and cannot be deleted.");

/** Arguments that put something into subnets, and keep them from being deleted. */
export const subnetRules = (from: readonly string[]): readonly ReferenceRule[] =>
  rules("aws_subnet", NO_SUBNET, from, { inUse: SUBNET_IN_USE });

export const nonBlockingSubnetRules = (from: readonly string[]): readonly ReferenceRule[] =>
  rules("aws_subnet", NO_SUBNET, from);

/** Arguments that take on a role, by its ARN. A role of another account is not this account's to know. */
export const roleRules = (from: readonly string[], missing: ErrorText): readonly ReferenceRule[] =>
  rules(["aws_iam_role", "aws_iam_service_linked_role"], missing, from, { attribute: "arn" });

/** What AWS says of things that arguments of several services name. */
export const NO_VPC = errorText("InvalidVpcID.NotFound", "The vpc ID '{value}' does not exist");
export const NO_ADDRESS = errorText("InvalidAllocationID.NotFound", "The allocation ID '{value}' does not exist");
export const ADDRESS_IN_USE = errorText(
  "AuthFailure",
  "You do not have permission to access the specified resource {value}: it is associated with another.",
);
export const NO_BUCKET = errorText("NoSuchBucket", "The specified bucket does not exist: {value}");
export const NO_QUEUE = errorText(
  "AWS.SimpleQueueService.NonExistentQueue",
  "The specified queue does not exist: {value}",
);
export const NO_LOG_GROUP = errorText("ResourceNotFoundException", "The specified log group does not exist: {value}");
const NO_TOPIC = errorText("NotFound", "Topic does not exist: {value}");

/** Arguments that may name a queue, by its ARN. */
export const queueArnRules = (from: readonly string[]): readonly ReferenceRule[] =>
  rules("aws_sqs_queue", NO_QUEUE, from, { attribute: "arn", except: arnsOutside("sqs") });

/** Arguments that may name a topic, by its ARN. */
export const topicArnRules = (from: readonly string[]): readonly ReferenceRule[] =>
  rules("aws_sns_topic", NO_TOPIC, from, { attribute: "arn", except: arnsOutside("sns") });
