/** References of databases, caches, brokers, backups. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { groupRules, keyRules, roleRules, rules, subnetRules, errorText } from "./rules";

export const dataStoreReferences: readonly ReferenceRule[] = [
  ...subnetRules([
    "aws_db_subnet_group.subnet_ids",
    "aws_elasticache_subnet_group.subnet_ids",
    "aws_elasticache_serverless_cache.subnet_ids",
    "aws_mq_broker.subnet_ids",
  ]),
  ...groupRules([
    "aws_db_instance.vpc_security_group_ids",
    "aws_elasticache_replication_group.security_group_ids",
    "aws_elasticache_serverless_cache.security_group_ids",
    "aws_mq_broker.security_groups",
  ]),
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
    "aws_db_snapshot",
    errorText("DBSnapshotNotFound", "DBSnapshot {value} not found."),
    ["aws_db_instance.snapshot_identifier"],
    {
      // A snapshot that is shared is named by its ARN.
      except: /^arn:/,
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
  ...rules(
    "aws_elasticache_subnet_group",
    errorText("CacheSubnetGroupNotFoundFault", "Cache Subnet Group {value} does not exist."),
    ["aws_elasticache_replication_group.subnet_group_name"],
    {
      attribute: "name",
      except: /^default$/,
      inUse: errorText("CacheSubnetGroupInUse", "Cache subnet group {value} is currently in use by a cache cluster."),
    },
  ),
  ...rules(
    "aws_elasticache_parameter_group",
    errorText("CacheParameterGroupNotFound", "CacheParameterGroup not found: {value}"),
    ["aws_elasticache_replication_group.parameter_group_name"],
    {
      attribute: "name",
      except: /^default\./,
      inUse: errorText(
        "InvalidCacheParameterGroupState",
        "One or more cache clusters are still members of this parameter group {value}, so the group cannot be deleted.",
      ),
    },
  ),
  ...rules(
    "aws_elasticache_user_group",
    errorText("UserGroupNotFound", "User group {value} not found."),
    ["aws_elasticache_replication_group.user_group_ids", "aws_elasticache_serverless_cache.user_group_id"],
    { inUse: errorText("InvalidUserGroupState", "User group {value} is associated with a cache.") },
  ),
  ...rules(
    "aws_elasticache_user",
    errorText("UserNotFound", "User {value} not found."),
    ["aws_elasticache_user_group.user_ids"],
    {
      except: /^default$/,
      inUse: errorText("DefaultUserAssociatedToUserGroup", "User {value} is associated with a user group."),
    },
  ),
  ...rules("aws_mq_configuration", errorText("NotFoundException", "Can't find requested configuration [{value}]."), [
    "aws_mq_broker.configuration.id",
  ]),
  ...rules(
    "aws_backup_vault",
    errorText("ResourceNotFoundException", "Backup vault {value} does not exist"),
    [
      "aws_backup_plan.rule.target_vault_name",
      "aws_backup_vault_policy.backup_vault_name",
      "aws_backup_vault_lock_configuration.backup_vault_name",
    ],
    { attribute: "name" },
  ),
  ...rules(
    "aws_backup_plan",
    errorText("ResourceNotFoundException", "Cannot find Backup plan with ID {value}"),
    ["aws_backup_selection.plan_id"],
    {
      inUse: errorText(
        "InvalidRequestException",
        "Related backup plan selections must be deleted prior to backup plan deletion",
      ),
    },
  ),
  ...roleRules(
    ["aws_backup_selection.iam_role_arn"],
    errorText("InvalidParameterValueException", "Role {value} is not valid or not found"),
  ),
  ...keyRules([
    "aws_db_instance.kms_key_id",
    "aws_db_instance.master_user_secret_kms_key_id",
    "aws_db_instance.performance_insights_kms_key_id",
    "aws_elasticache_replication_group.kms_key_id",
    "aws_elasticache_serverless_cache.kms_key_id",
    "aws_mq_broker.encryption_options.kms_key_id",
    "aws_dynamodb_table.server_side_encryption.kms_key_arn",
    "aws_backup_vault.kms_key_arn",
    "aws_ecr_repository.encryption_configuration.kms_key",
  ]),
];
