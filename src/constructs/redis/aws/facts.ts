/** Which fields of the section ElastiCache's attributes come from. */
import type { Value } from "../../../model/plan";
import type { ServiceFacts } from "../../../model/resource-facts";

const GROUP = "aws_elasticache_replication_group";
const SERVERLESS = "aws_elasticache_serverless_cache";

const copies = (real: Value): Value | undefined => (typeof real === "number" && real >= 1 ? real - 1 : undefined);

export const awsCacheFields: ServiceFacts = {
  fileEntryOfType: { [GROUP]: "redis.*", [SERVERLESS]: "redis.*" },
  fileFields: [
    { type: GROUP, attribute: "node_type", field: "aws.nodeType" },
    { type: GROUP, attribute: "num_cache_clusters", field: "topology.replicas", value: copies },
    { type: GROUP, attribute: "engine_version", field: "version" },
    { type: GROUP, attribute: "snapshot_retention_limit", field: "aws.snapshotDays" },
    { type: GROUP, attribute: "snapshot_window", field: "aws.snapshotWindow" },
    { type: GROUP, attribute: "maintenance_window", field: "maintenanceWindow" },
  ],
  fieldLabels: {
    [GROUP]: {
      node_type: { field: "node type" },
      num_cache_clusters: { field: "nodes" },
      num_node_groups: { field: "topology.shards" },
      replicas_per_node_group: { field: "topology.replicas" },
      cluster_mode: { field: "topology.kind" },
      engine_version: { field: "version" },
      snapshot_retention_limit: { field: "aws.snapshotDays", unit: "days" },
      snapshot_window: { field: "aws.snapshotWindow" },
      maintenance_window: { field: "maintenanceWindow" },
      kms_key_id: { field: "aws.encryptionKey" },
      replication_group_id: { field: "name" },
      automatic_failover_enabled: { field: "fail-over" },
      multi_az_enabled: { field: "several zones" },
      transit_encryption_enabled: { field: "TLS" },
      transit_encryption_mode: { field: "TLS" },
    },
    [SERVERLESS]: {
      major_engine_version: { field: "version" },
      snapshot_retention_limit: { field: "aws.snapshotDays", unit: "days" },
      daily_snapshot_time: { field: "aws.snapshotWindow" },
      "cache_usage_limits.*.data_storage.*.maximum": { field: "topology.maxStorage", unit: "GiB" },
      "cache_usage_limits.*.ecpu_per_second.*.maximum": { field: "topology.maxRequests" },
      kms_key_id: { field: "aws.encryptionKey" },
      name: { field: "name" },
    },
    aws_elasticache_parameter_group: { "parameter.*.value": { field: "parameters" }, family: { field: "version" } },
    aws_elasticache_user: { access_string: { field: "services" } },
  },
};
