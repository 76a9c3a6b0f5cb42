/** What is known of queues. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { policyGainsRule } from "../shared/rules";

export const sqsFacts: ServiceFacts = {
  holdsData: { aws_sqs_queue: "a queue's waiting messages" },
  rules: [policyGainsRule("aws_sqs_queue_policy")],
};
