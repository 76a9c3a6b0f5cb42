/** Which fields of the section AWS's attributes come from. */
import type { ServiceFacts } from "../../../model/resource-facts";

export const rdsPostgresFacts: ServiceFacts = {
  standsFor: { aws_db_instance: "databases.*" },
  words: {
    aws_db_instance: {
      allocated_storage: { field: "storage", unit: "GiB" },
      max_allocated_storage: { field: "maxStorage", unit: "GiB" },
      instance_class: { field: "instance class" },
      engine_version: { field: "version" },
      multi_az: { field: "multiAz" },
      backup_retention_period: { field: "backupDays" },
      deletion_protection: { field: "protected" },
      database_insights_mode: { field: "insights" },
      allow_major_version_upgrade: { field: "allowMajorUpgrade" },
      backup_window: { field: "backupWindow" },
      maintenance_window: { field: "maintenanceWindow" },
      kms_key_id: { field: "encryptionKey" },
      publicly_accessible: { field: "public address" },
      identifier: { field: "identifier" },
    },
    aws_db_parameter_group: { "parameter.*.value": { field: "parameters" }, family: { field: "version" } },
    aws_vpc_security_group_ingress_rule: { cidr_ipv4: { field: "allow" } },
    aws_secretsmanager_secret_rotation: {
      "rotation_rules.*.automatically_after_days": { field: "rotateAdminAfterDays" },
    },
  },
};
