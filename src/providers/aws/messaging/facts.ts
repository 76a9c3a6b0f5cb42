/** What is known of queues, topics and streams. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { policyGainsRule } from "../shared/rules";

export const messagingFacts: ServiceFacts = {
  holdsData: {
    aws_sqs_queue: "a queue's waiting messages",
    aws_kinesis_stream: "a stream's records",
  },
  rules: [policyGainsRule("aws_sqs_queue_policy", "aws_sns_topic_policy")],
};
