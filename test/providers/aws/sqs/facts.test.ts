import { sqsFacts } from "../../../../src/providers/aws/sqs/facts";
import { describeRules, granted } from "../../../helpers/rule-cases";

describeRules(sqsFacts, {
  "exposure/policy-gains": granted("aws_sqs_queue_policy"),
});
