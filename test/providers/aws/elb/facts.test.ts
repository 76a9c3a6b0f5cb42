import { elbFacts } from "../../../../src/providers/aws/elb/facts";
import { describeRules, one } from "../../../helpers/rule-cases";
import { exchange, replace } from "../../../operations/risk/changes";

describeRules(elbFacts, {
  "exposure/public-load-balancer": one(
    replace("aws_lb", { internal: true }, { internal: false }),
    replace("aws_lb", { internal: false }, { internal: true }),
  ),
  "downtime/endpoint": one(replace("aws_lb"), exchange("aws_lb")),
});
