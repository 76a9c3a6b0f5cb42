/** What the arguments of ElastiCache name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { errorText, groupRules, keyRules, rules, subnetRules, topicArnRules } from "../shared/references";

export const elasticacheReferences: readonly ReferenceRule[] = [
  ...subnetRules(["aws_elasticache_subnet_group.subnet_ids", "aws_elasticache_serverless_cache.subnet_ids"]),
  ...groupRules([
    "aws_elasticache_replication_group.security_group_ids",
    "aws_elasticache_serverless_cache.security_group_ids",
  ]),
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
  ...keyRules(["aws_elasticache_replication_group.kms_key_id", "aws_elasticache_serverless_cache.kms_key_id"]),
  ...topicArnRules(["aws_elasticache_replication_group.notification_topic_arn"]),
];
