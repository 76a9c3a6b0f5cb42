/** What is known of what keeps logs, and of what watches: CloudWatch, CloudTrail, GuardDuty. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { auditGoneRule } from "../shared/rules";

export const logFacts: ServiceFacts = {
  holdsData: { aws_cloudwatch_log_group: "logs" },
  rules: [
    {
      id: "data-loss/logs-shorter",
      risk: "data-loss",
      types: ["aws_cloudwatch_log_group"],
      actions: ["update"],
      when: [{ path: "retention_in_days", is: "less" }],
      unless: [{ path: "retention_in_days", will: [0] }],
      reason: "Logs are kept for {after} days instead of {before}: older ones are deleted within days.",
      source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
    },
    auditGoneRule("aws_cloudtrail", "aws_guardduty_detector"),
  ],
};
