/** What the arguments of CloudWatch name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { keyRules, rules, topicArnRules, NO_LOG_GROUP } from "../shared/references";

export const cloudwatchReferences: readonly ReferenceRule[] = [
  ...topicArnRules(["aws_cloudwatch_metric_alarm.alarm_actions", "aws_cloudwatch_metric_alarm.ok_actions"]),
  ...rules(
    "aws_cloudwatch_log_group",
    NO_LOG_GROUP,
    ["aws_cloudwatch_log_stream.log_group_name", "aws_cloudwatch_log_metric_filter.log_group_name"],
    {
      attribute: "name",
    },
  ),
  ...keyRules(["aws_cloudwatch_log_group.kms_key_id"]),
];
