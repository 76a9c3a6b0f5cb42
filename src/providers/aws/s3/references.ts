/** What the arguments of S3 name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { BUCKET_PARTS } from "./simulated";
import { errorText, keyRules, queueArnRules, rules, topicArnRules, NO_BUCKET } from "../shared/references";

export const s3References: readonly ReferenceRule[] = [
  ...queueArnRules(["aws_s3_bucket_notification.queue.queue_arn"]),
  ...topicArnRules(["aws_s3_bucket_notification.topic.topic_arn"]),
  ...rules("aws_s3_bucket", NO_BUCKET, [
    ...BUCKET_PARTS.map((part) => `aws_s3_bucket_${part}.bucket`),
    "aws_s3_object.bucket",
  ]),
  ...rules(
    "aws_s3_bucket",
    errorText("InvalidTargetBucketForLogging", "The target bucket for logging does not exist: {value}"),
    ["aws_s3_bucket_logging.target_bucket"],
  ),
  ...keyRules([
    "aws_s3_bucket_server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.kms_master_key_id",
    "aws_s3_object.kms_key_id",
  ]),
];
