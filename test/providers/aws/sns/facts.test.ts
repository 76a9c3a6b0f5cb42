import { snsFacts } from "../../../../src/providers/aws/sns/facts";
import { describeRules, granted } from "../../../helpers/rule-cases";

describeRules(snsFacts, {
  "exposure/policy-gains": granted("aws_sns_topic_policy"),
});
