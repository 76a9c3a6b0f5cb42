import { logFacts } from "../../../../src/providers/aws/cloudwatch/facts";
import { describeRules, one } from "../../../helpers/rule-cases";
import { change, remove } from "../../../operations/risk/changes";

describeRules(logFacts, {
  "data-loss/logs-shorter": one(
    change("aws_cloudwatch_log_group", { retention_in_days: 90 }, { retention_in_days: 30 }),
    // Zero is for ever.
    change("aws_cloudwatch_log_group", { retention_in_days: 90 }, { retention_in_days: 0 }),
  ),
  "exposure/audit-gone": one(remove("aws_cloudtrail"), remove("aws_cloudwatch_log_group")),
});
