/** Whether the bill goes up or down; never by how much: prices change, and discounts are nobody's business here. */
import type { RiskRule } from "../risk";

/** What costs by the hour for being there. */
const BILLED = [
  "aws_db_instance",
  "aws_eks_cluster",
  "aws_eks_node_group",
  "aws_nat_gateway",
  "aws_lb",
  "aws_eip",
  "aws_instance",
  "aws_elasticache_replication_group",
  "aws_elasticache_cluster",
  "aws_mq_broker",
  "aws_msk_cluster",
  "aws_opensearch_domain",
  "aws_kms_key",
  "aws_secretsmanager_secret",
  "aws_route53_zone",
];

/** Attributes that name an instance's size. */
const SIZES = ["instance_class", "instance_type", "instance_types", "node_type", "host_instance_type"];

/** Attributes that count or measure what is paid for. */
const AMOUNTS = [
  "allocated_storage",
  "iops",
  "backup_retention_period",
  "retention_in_days",
  "scaling_config.min_size",
  "scaling_config.desired_size",
  "num_cache_clusters",
  "number_of_broker_nodes",
  "**.ebs.volume_size",
];

const direction = (up: boolean): "up" | "down" => (up ? "up" : "down");

export const COST_RULES: readonly RiskRule[] = [
  {
    id: "cost/added",
    risk: "cost",
    direction: "up",
    types: BILLED,
    actions: ["create"],
    reason: "It is paid for from now on.",
  },
  {
    id: "cost/removed",
    risk: "cost",
    direction: "down",
    types: BILLED,
    actions: ["delete"],
    reason: "It is no longer paid for.",
  },
  {
    id: "cost/endpoint-added",
    risk: "cost",
    direction: "up",
    types: ["aws_vpc_endpoint"],
    actions: ["create"],
    when: [{ path: "vpc_endpoint_type", will: ["Interface"] }],
    reason: "An interface endpoint is paid for by the hour in each zone.",
  },
  ...SIZES.flatMap((path) =>
    [true, false].map((up): RiskRule => ({
      id: `cost/${path}-${direction(up)}`,
      risk: "cost",
      direction: direction(up),
      actions: ["update", "replace"],
      when: [{ path, is: up ? "larger" : "smaller" }],
      reason: `A ${up ? "larger" : "smaller"} instance: {before} to {after}.`,
    })),
  ),
  ...AMOUNTS.flatMap((path) =>
    [true, false].map((up): RiskRule => ({
      id: `cost/${path}-${direction(up)}`,
      risk: "cost",
      direction: direction(up),
      actions: ["update", "replace"],
      when: [{ path, is: up ? "more" : "less" }],
      reason: `${up ? "More" : "Less"} of what is paid for: {before} to {after}.`,
    })),
  ),
  {
    id: "cost/standby-added",
    risk: "cost",
    direction: "up",
    actions: ["update", "replace"],
    when: [{ path: "multi_az", becomes: [true] }],
    reason: "A standby is paid for like the server itself.",
  },
  {
    id: "cost/standby-removed",
    risk: "cost",
    direction: "down",
    actions: ["update", "replace"],
    when: [{ path: "multi_az", becomes: [false] }],
    reason: "The standby is no longer paid for.",
  },
  {
    id: "cost/insights-added",
    risk: "cost",
    direction: "up",
    types: ["aws_db_instance"],
    actions: ["update"],
    when: [{ path: "database_insights_mode", becomes: ["advanced"] }],
    reason: "Advanced insights are paid for by the virtual CPU.",
  },
  {
    id: "cost/interrupted-capacity",
    risk: "cost",
    direction: "down",
    types: ["aws_eks_node_group"],
    actions: ["update", "replace"],
    when: [{ path: "capacity_type", becomes: ["SPOT"] }],
    reason: "Spare capacity is cheaper, and taken away at two minutes' notice.",
  },
];
