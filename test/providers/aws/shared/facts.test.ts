import { sharedFacts } from "../../../../src/providers/aws/shared/facts";
import { both, describeRules, one } from "../../../helpers/rule-cases";
import { change, create, replace } from "../../../operations/risk/changes";
import { describeNoise } from "../../../helpers/noise-cases";

const DB = "aws_db_instance";
const NODES = "aws_eks_node_group";
const volumes = (size: number): object => ({ block_device_mappings: [{ ebs: [{ volume_size: size }] }] });
const scaled = (key: string, count: number): object => ({ scaling_config: [{ [key]: count }] });

describeRules(sharedFacts, {
  "exposure/public-instance": one(
    change(DB, { publicly_accessible: false }, { publicly_accessible: true }),
    create(DB, { publicly_accessible: false }),
  ),
  "exposure/encryption-off": one(
    replace(DB, { storage_encrypted: true }, { storage_encrypted: false }),
    replace(DB, { storage_encrypted: false }, { storage_encrypted: true }),
  ),
  "exposure/volume-encryption-off": one(
    change("aws_launch_template", { ebs: [{ encrypted: "true" }] }, { ebs: [{ encrypted: "false" }] }),
    change("aws_launch_template", { ebs: [{ encrypted: "false" }] }, { ebs: [{ encrypted: "true" }] }),
  ),
  "exposure/key-removed": one(
    change("aws_cloudwatch_log_group", { kms_key_id: "arn:k" }, { kms_key_id: null }),
    change("aws_cloudwatch_log_group", { kms_key_id: "arn:k" }, { kms_key_id: "arn:other" }),
  ),
  "cost/standby-added": one(
    change(DB, { multi_az: false }, { multi_az: true }),
    change(DB, { multi_az: true }, { multi_az: false }),
  ),
  "cost/standby-removed": one(
    change(DB, { multi_az: true }, { multi_az: false }),
    change(DB, { multi_az: false }, { multi_az: true }),
  ),
  "none/tags": one(
    change(DB, { tags_all: { owner: "a" } }, { tags_all: { owner: "b" } }),
    change(DB, { tags_all: { owner: "a" }, a: 1 }, { tags_all: { owner: "a" }, a: 2 }),
  ),
  ...both("instance_class", DB, { instance_class: "db.t4g.medium" }, { instance_class: "db.t4g.2xlarge" }),
  ...both("instance_type", "aws_launch_template", { instance_type: "m7g.large" }, { instance_type: "m7g.xlarge" }),
  ...both("instance_types", NODES, { instance_types: ["m7g.large"] }, { instance_types: ["m7g.metal"] }),
  ...both("node_type", "aws_elasticache_cluster", { node_type: "cache.t4g.micro" }, { node_type: "cache.t4g.small" }),
  ...both(
    "host_instance_type",
    "aws_mq_broker",
    { host_instance_type: "mq.m5.large" },
    { host_instance_type: "mq.m5.xlarge" },
  ),
  ...both("allocated_storage", DB, { allocated_storage: 20 }, { allocated_storage: 50 }),
  ...both("iops", DB, { iops: 3000 }, { iops: 6000 }),
  ...both("backup_retention_period", DB, { backup_retention_period: 7 }, { backup_retention_period: 14 }),
  ...both("retention_in_days", "aws_cloudwatch_log_group", { retention_in_days: 30 }, { retention_in_days: 90 }),
  ...both("scaling_config.min_size", NODES, scaled("min_size", 1), scaled("min_size", 2)),
  ...both("scaling_config.desired_size", NODES, scaled("desired_size", 1), scaled("desired_size", 2)),
  ...both(
    "num_cache_clusters",
    "aws_elasticache_replication_group",
    { num_cache_clusters: 2 },
    { num_cache_clusters: 3 },
  ),
  ...both("number_of_broker_nodes", "aws_msk_cluster", { number_of_broker_nodes: 3 }, { number_of_broker_nodes: 6 }),
  ...both("**.ebs.volume_size", "aws_launch_template", volumes(50), volumes(100)),
});

describeNoise(sharedFacts, {
  "tags-by-aws": {
    type: "aws_subnet",
    before: { tags: {} },
    noise: { tags: { "kubernetes.io/cluster/dev": "owned" } },
    drift: { tags: { team: "blue" } },
  },
});
