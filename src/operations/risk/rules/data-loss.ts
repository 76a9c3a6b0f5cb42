/** What can no longer be read afterwards. */
import { HOLDS_DATA } from "../holds-data";
import type { RiskRule } from "../risk";

const TYPES = Object.keys(HOLDS_DATA);

export const DATA_LOSS_RULES: readonly RiskRule[] = [
  {
    id: "data-loss/deleted",
    risk: "data-loss",
    types: TYPES,
    actions: ["delete"],
    reason: "It is deleted, and holds {holds}.",
  },
  {
    id: "data-loss/replaced",
    risk: "data-loss",
    types: TYPES,
    actions: ["replace"],
    reason: "It is replaced by a new, empty one, and holds {holds}.",
  },
  {
    id: "data-loss/crds-removed",
    risk: "data-loss",
    types: ["helm_release"],
    actions: ["delete", "replace"],
    when: [{ path: "**.kind", was: ["CustomResourceDefinition", "StatefulSet", "PersistentVolumeClaim"] }],
    reason: "The release brings {before}: what is kept in them goes with it.",
  },
  {
    id: "data-loss/persistent-release",
    risk: "data-loss",
    types: ["helm_release"],
    actions: ["delete", "replace"],
    when: [{ path: "values.**.persistence.enabled", was: [true] }],
    reason: "The release keeps data in volumes of its own.",
  },
  {
    id: "data-loss/backups-shorter",
    risk: "data-loss",
    types: ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster"],
    actions: ["update", "replace"],
    when: [{ path: "backup_retention_period", is: "less" }],
    reason: "Backups are kept for {after} days instead of {before}: older ones are deleted at once.",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html",
  },
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
  {
    id: "data-loss/no-final-snapshot",
    risk: "data-loss",
    types: ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster"],
    actions: ["create", "update", "replace"],
    when: [{ path: "skip_final_snapshot", becomes: [true] }],
    reason: "Once deleted, it will leave no final snapshot.",
  },
  {
    id: "data-loss/bucket-emptied",
    risk: "data-loss",
    types: ["aws_s3_bucket", "aws_ecr_repository"],
    actions: ["create", "update"],
    when: [{ path: "force_destroy", becomes: [true] }],
    reason: "It may be deleted with everything in it from now on.",
  },
  {
    id: "data-loss/versions-off",
    risk: "data-loss",
    types: ["aws_s3_bucket_versioning"],
    actions: ["update"],
    when: [{ path: "versioning_configuration.status", becomes: ["Suspended", "Disabled"] }],
    reason: "Overwritten and deleted objects are no longer kept.",
  },
];
