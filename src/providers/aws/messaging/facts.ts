/** What is known of queues, topics and streams. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { policyGains } from "../shared/rules";

export const messagingFacts: ServiceFacts = {
  holdsData: {
    aws_sqs_queue: "a queue's waiting messages",
    aws_kinesis_stream: "a stream's records",
  },
  changedByHand: [{ type: "aws_sqs_queue", set: () => ({ message_retention_seconds: "600" }) }],
  deletedByHand: ["aws_cloudwatch_event_target"],
  addedByHand: [
    {
      type: "aws_sqs_queue",
      prefix: "https://sqs.eu-west-1.amazonaws.com/manual-",
      set: { name: "manual-queue" },
    },
  ],
  rules: [policyGains("aws_sqs_queue_policy", "aws_sns_topic_policy")],
};
