/** References of secrets, logs, queues, DNS and buckets. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { BUCKET_PARTS } from "../s3/simulated";
import { arnsOutside, keyRules, roleRules, rules, errorText } from "./rules";

const NO_SECRET = errorText("ResourceNotFoundException", "Secrets Manager can't find the specified secret: {value}");
const NO_QUEUE = errorText("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist: {value}");
const NO_TOPIC = errorText("NotFound", "Topic does not exist: {value}");
const NO_BUCKET = errorText("NoSuchBucket", "The specified bucket does not exist: {value}");
const NO_ZONE = errorText("NoSuchHostedZone", "No hosted zone found with ID: {value}");
const NO_LOG_GROUP = errorText("ResourceNotFoundException", "The specified log group does not exist: {value}");

const SECRET_ARGUMENTS = [
  "aws_secretsmanager_secret_version.secret_id",
  "aws_secretsmanager_secret_policy.secret_arn",
  "aws_secretsmanager_secret_rotation.secret_id",
];

export const serviceReferences: readonly ReferenceRule[] = [
  ...rules("aws_secretsmanager_secret", NO_SECRET, SECRET_ARGUMENTS, { attribute: "arn", except: /^(?!arn:)/ }),
  ...rules("aws_secretsmanager_secret", NO_SECRET, SECRET_ARGUMENTS, { attribute: "name", except: /^arn:/ }),
  ...rules("aws_sqs_queue", NO_QUEUE, ["aws_sqs_queue_policy.queue_url", "aws_sqs_queue_redrive_policy.queue_url"]),
  ...rules(
    "aws_sqs_queue",
    NO_QUEUE,
    [
      "aws_cloudwatch_event_target.arn",
      "aws_cloudwatch_event_target.dead_letter_config.arn",
      "aws_sns_topic_subscription.endpoint",
      "aws_s3_bucket_notification.queue.queue_arn",
    ],
    { attribute: "arn", except: arnsOutside("sqs") },
  ),
  ...rules(
    "aws_sns_topic",
    NO_TOPIC,
    [
      "aws_cloudwatch_event_target.arn",
      "aws_sns_topic_subscription.topic_arn",
      "aws_sns_topic_policy.arn",
      "aws_db_event_subscription.sns_topic",
      "aws_s3_bucket_notification.topic.topic_arn",
      "aws_elasticache_replication_group.notification_topic_arn",
      "aws_cloudwatch_metric_alarm.alarm_actions",
      "aws_cloudwatch_metric_alarm.ok_actions",
    ],
    { attribute: "arn", except: arnsOutside("sns") },
  ),
  ...rules(
    "aws_cloudwatch_event_rule",
    errorText("ResourceNotFoundException", "Rule {value} does not exist on EventBus default."),
    ["aws_cloudwatch_event_target.rule"],
    { attribute: "name", inUse: errorText("ValidationException", "Rule can't be deleted since it has targets.") },
  ),
  ...rules(
    "aws_cloudwatch_event_bus",
    errorText("ResourceNotFoundException", "Event bus {value} does not exist."),
    ["aws_cloudwatch_event_rule.event_bus_name", "aws_cloudwatch_event_target.event_bus_name"],
    { attribute: "name", except: /^(default$|arn:)/ },
  ),
  ...roleRules(
    ["aws_cloudwatch_event_target.role_arn", "aws_cloudwatch_event_rule.role_arn"],
    errorText("ValidationException", "RoleArn {value} does not exist or cannot be assumed."),
  ),
  ...rules(
    "aws_cloudwatch_log_group",
    NO_LOG_GROUP,
    ["aws_cloudwatch_log_stream.log_group_name", "aws_cloudwatch_log_metric_filter.log_group_name"],
    {
      attribute: "name",
    },
  ),
  ...rules("aws_cloudwatch_log_group", NO_LOG_GROUP, ["aws_route53_query_log.cloudwatch_log_group_arn"], {
    attribute: "arn",
  }),
  // What keeps a zone is said there: with `force_destroy` no record does.
  ...rules("aws_route53_zone", NO_ZONE, [
    "aws_route53_record.zone_id",
    "aws_route53_query_log.zone_id",
    "aws_route53_key_signing_key.hosted_zone_id",
    "aws_route53_hosted_zone_dnssec.hosted_zone_id",
    "aws_route53_zone_association.zone_id",
  ]),
  ...rules(
    "aws_vpc",
    errorText("InvalidVPCId", "The VPC: {value} is not authorized to associate with the hosted zone"),
    ["aws_route53_zone.vpc.vpc_id", "aws_route53_zone_association.vpc_id"],
  ),
  ...rules("aws_s3_bucket", NO_BUCKET, [
    ...BUCKET_PARTS.map((part) => `aws_s3_bucket_${part}.bucket`),
    "aws_s3_object.bucket",
  ]),
  ...rules(
    "aws_s3_bucket",
    errorText("InvalidTargetBucketForLogging", "The target bucket for logging does not exist: {value}"),
    ["aws_s3_bucket_logging.target_bucket"],
  ),
  ...rules("aws_s3_bucket", NO_BUCKET, ["aws_lb.access_logs.bucket", "aws_lb.connection_logs.bucket"]),
  ...keyRules([
    "aws_cloudwatch_log_group.kms_key_id",
    "aws_secretsmanager_secret.kms_key_id",
    "aws_sqs_queue.kms_master_key_id",
    "aws_sns_topic.kms_master_key_id",
    "aws_ssm_parameter.key_id",
    "aws_s3_bucket_server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.kms_master_key_id",
    "aws_s3_object.kms_key_id",
    "aws_route53_key_signing_key.key_management_service_arn",
    "aws_cloudwatch_event_bus.kms_key_identifier",
  ]),
];
