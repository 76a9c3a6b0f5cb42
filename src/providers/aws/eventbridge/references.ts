/** What the arguments of EventBridge name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { errorText, keyRules, queueArnRules, roleRules, rules, topicArnRules } from "../shared/references";

export const eventbridgeReferences: readonly ReferenceRule[] = [
  ...queueArnRules(["aws_cloudwatch_event_target.arn", "aws_cloudwatch_event_target.dead_letter_config.arn"]),
  ...topicArnRules(["aws_cloudwatch_event_target.arn"]),
  ...rules(
    "aws_cloudwatch_event_rule",
    errorText("ResourceNotFoundException", "Rule {value} does not exist on EventBus default."),
    ["aws_cloudwatch_event_target.rule"],
    { attribute: "name", inUse: errorText("ValidationException", "Rule can't be deleted since it has targets.") },
  ),
  ...rules(
    "aws_cloudwatch_event_bus",
    errorText("ResourceNotFoundException", "Event bus {value} does not exist."),
    ["aws_cloudwatch_event_rule.event_bus_name", "aws_cloudwatch_event_target.event_bus_name"],
    { attribute: "name", except: /^(default$|arn:)/ },
  ),
  ...roleRules(
    ["aws_cloudwatch_event_target.role_arn", "aws_cloudwatch_event_rule.role_arn"],
    errorText("ValidationException", "RoleArn {value} does not exist or cannot be assumed."),
  ),
  ...keyRules(["aws_cloudwatch_event_bus.kms_key_identifier"]),
];
