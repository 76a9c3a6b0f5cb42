/** What the arguments of RDS name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { errorText, groupRules, keyRules, roleRules, rules, subnetRules, topicArnRules } from "../shared/references";

export const rdsReferences: readonly ReferenceRule[] = [
  ...subnetRules(["aws_db_subnet_group.subnet_ids"]),
  ...groupRules(["aws_db_instance.vpc_security_group_ids"]),
  ...rules(
    "aws_db_subnet_group",
    errorText("DBSubnetGroupNotFoundFault", "DBSubnetGroup '{value}' not found."),
    ["aws_db_instance.db_subnet_group_name"],
    {
      attribute: "name",
      except: /^default$/,
      inUse: errorText(
        "InvalidDBSubnetGroupStateFault",
        "Cannot delete the subnet group '{value}' because at least one database instance is still using it.",
      ),
    },
  ),
  ...rules(
    "aws_db_parameter_group",
    errorText("DBParameterGroupNotFound", "DBParameterGroup not found: {value}"),
    ["aws_db_instance.parameter_group_name"],
    {
      attribute: "name",
      except: /^default\./,
      inUse: errorText(
        "InvalidDBParameterGroupState",
        "One or more database instances are still members of this parameter group {value}, so the group cannot be deleted",
      ),
    },
  ),
  ...rules(
    "aws_db_option_group",
    errorText("OptionGroupNotFoundFault", "Specified OptionGroupName: {value} not found."),
    ["aws_db_instance.option_group_name"],
    {
      attribute: "name",
      except: /^default:/,
      inUse: errorText(
        "InvalidOptionGroupStateFault",
        "The option group '{value}' cannot be deleted because it is in use.",
      ),
    },
  ),
  ...rules(
    "aws_db_instance",
    errorText("DBInstanceNotFound", "DBInstance {value} not found."),
    ["aws_db_snapshot.db_instance_identifier", "aws_db_instance.replicate_source_db"],
    { attribute: "identifier", except: /^arn:/ },
  ),
  ...roleRules(
    ["aws_db_instance.monitoring_role_arn"],
    errorText(
      "InvalidParameterValue",
      "IAM role ARN value is invalid or does not include the required permissions for: ENHANCED_MONITORING ({value})",
    ),
  ),
  ...keyRules([
    "aws_db_instance.kms_key_id",
    "aws_db_instance.master_user_secret_kms_key_id",
    "aws_db_instance.performance_insights_kms_key_id",
  ]),
  ...topicArnRules(["aws_db_event_subscription.sns_topic"]),
];
