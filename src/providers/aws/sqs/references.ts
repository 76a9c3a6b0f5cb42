/** What the arguments of SQS name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { keyRules, rules, NO_QUEUE } from "../shared/references";

export const sqsReferences: readonly ReferenceRule[] = [
  ...rules("aws_sqs_queue", NO_QUEUE, ["aws_sqs_queue_policy.queue_url", "aws_sqs_queue_redrive_policy.queue_url"]),
  ...keyRules(["aws_sqs_queue.kms_master_key_id"]),
];
