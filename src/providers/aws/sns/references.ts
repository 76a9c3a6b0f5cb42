/** What the arguments of SNS name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { keyRules, queueArnRules, topicArnRules } from "../shared/references";

export const snsReferences: readonly ReferenceRule[] = [
  ...queueArnRules(["aws_sns_topic_subscription.endpoint"]),
  ...topicArnRules(["aws_sns_topic_subscription.topic_arn", "aws_sns_topic_policy.arn"]),
  ...keyRules(["aws_sns_topic.kms_master_key_id"]),
];
