/** Which fields of the section AWS's attributes come from. */
import type { FileField } from "../../../model/drift-facts";
import type { Value } from "../../../model/plan";
import type { RuleException, ServiceFacts } from "../../../model/resource-facts";
import { harmlessOfRestore } from "./restore-risk";

const SERVER = "aws_db_instance";

const major = (real: Value): Value | undefined => (typeof real === "string" ? real.split(".")[0] : undefined);

export const rdsPostgresFacts: ServiceFacts = {
  fileEntryOfType: { [SERVER]: "databases.*" },
  fileFields: (
    [
      { type: SERVER, attribute: "allocated_storage", field: "storage" },
      { type: SERVER, attribute: "max_allocated_storage", field: "maxStorage" },
      { type: SERVER, attribute: "instance_class", field: "aws.instanceClass" },
      { type: SERVER, attribute: "multi_az", field: "highAvailability" },
      { type: SERVER, attribute: "backup_retention_period", field: "backupDays" },
      { type: SERVER, attribute: "backup_window", field: "aws.backupWindow" },
      { type: SERVER, attribute: "maintenance_window", field: "maintenanceWindow" },
      { type: SERVER, attribute: "deletion_protection", field: "protected" },
      { type: SERVER, attribute: "database_insights_mode", field: "aws.insights" },
      { type: SERVER, attribute: "engine_version", field: "version", value: major },
    ] as readonly FileField[]
  ).map((field) => ({
    ...field,
    // Of a read replica the source decides.
    unlessSet: "replicate_source_db",
  })),
  exceptions: ["exposure/condition-gone", "data-loss/guards-ignored", "exposure/guards-ignored"].map(
    (rule): RuleException => ({ rule, unless: { judge: harmlessOfRestore } }),
  ),
  fieldLabels: {
    [SERVER]: {
      allocated_storage: { field: "storage", unit: "GiB" },
      max_allocated_storage: { field: "maxStorage", unit: "GiB" },
      instance_class: { field: "instance class" },
      engine_version: { field: "version" },
      multi_az: { field: "highAvailability" },
      backup_retention_period: { field: "backupDays" },
      deletion_protection: { field: "protected" },
      database_insights_mode: { field: "aws.insights" },
      allow_major_version_upgrade: { field: "allowMajorUpgrade" },
      backup_window: { field: "aws.backupWindow" },
      maintenance_window: { field: "maintenanceWindow" },
      kms_key_id: { field: "aws.encryptionKey" },
      publicly_accessible: { field: "public address" },
      identifier: { field: "identifier" },
    },
    aws_db_parameter_group: { "parameter.*.value": { field: "parameters" }, family: { field: "version" } },
    aws_vpc_security_group_ingress_rule: { cidr_ipv4: { field: "allow" } },
    aws_secretsmanager_secret_rotation: {
      "rotation_rules.*.automatically_after_days": { field: "aws.rotateAdminAfterDays" },
    },
  },
};
