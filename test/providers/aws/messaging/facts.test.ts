import { messagingFacts } from "../../../../src/providers/aws/messaging/facts";
import { describeRules, granted } from "../../../helpers/rule-cases";

describeRules(messagingFacts, {
  "exposure/policy-gains": granted("aws_sqs_queue_policy"),
});
