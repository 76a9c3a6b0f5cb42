import { dnsFacts } from "../../../../src/providers/aws/route53/facts";
import { describeRules, one } from "../../../helpers/rule-cases";
import { create, remove } from "../../../operations/risk/changes";

describeRules(dnsFacts, {
  "downtime/record-gone": one(remove("aws_route53_record"), create("aws_route53_record", { a: 1 })),
});
