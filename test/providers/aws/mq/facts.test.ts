import { brokerFacts } from "../../../../src/providers/aws/mq/facts";
import { describeRules, one } from "../../../helpers/rule-cases";
import { remove } from "../../../operations/risk/changes";

describeRules(brokerFacts, {
  "downtime/database-replaced": one(remove("aws_mq_broker"), remove("aws_mq_configuration")),
});
