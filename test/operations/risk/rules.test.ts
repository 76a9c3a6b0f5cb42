import { UNSAFE_VALUES } from "../../../src/catalog/unsafe-values";
import { HOLDS_DATA, RISK_RULES } from "../../../src/operations/risk";
import { CONFIGURATION_RULES } from "../../../src/operations/risk/rules/configuration";
import { UNSAFE_CASES } from "../../catalog/unsafe-cases";
import type { ChangeParts } from "../plan-model/plans";
import { allow, change, create, exchange, policy, remove, replace, rulesOf } from "./changes";

interface Cases {
  /** What the rule must find. The first change is judged. */
  readonly yes: readonly ChangeParts[];
  /** The nearest thing that it must not find. */
  readonly no: readonly ChangeParts[];
}

const one = (yes: ChangeParts, no: ChangeParts): Cases => ({ yes: [yes], no: [no] });

/** Both directions of an attribute of a type. */
function both(rule: string, type: string, low: object, high: object): Record<string, Cases> {
  return {
    [`cost/${rule}-up`]: one(change(type, low, high), change(type, high, low)),
    [`cost/${rule}-down`]: one(change(type, high, low), change(type, low, high)),
  };
}

const DB = "aws_db_instance";
const RULE = "aws_vpc_security_group_ingress_rule";
const NODES = "aws_eks_node_group";
const CLUSTER = "aws_eks_cluster";
const OLD = { cidr_ipv4: "10.0.0.0/16" };
const values = (content: object): object => ({ values: [JSON.stringify(content)] });
const api = (open: boolean, ranges: readonly string[] = []): object => ({
  vpc_config: [{ endpoint_public_access: open, public_access_cidrs: ranges }],
});
const template = (options: object): object => ({ metadata_options: [options] });
const nodes = (version: string, release: string, launch: string): object => ({
  version,
  release_version: release,
  launch_template: [{ version: launch }],
});
const trust = (...names: readonly string[]): object => ({
  assume_role_policy: policy({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: names } }),
});
const scheme = (name: string): object =>
  values({ service: { annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": name } } });
const entries = (...ranges: readonly string[]): object => ({ entry: ranges.map((cidr) => ({ cidr })) });
const lets = (...ranges: readonly string[]): object => ({
  spec: [{ ingress: [{ from: ranges.map((cidr) => ({ ip_block: [{ cidr }] })) }] }],
});
const sourceRanges = (text: string): object =>
  values({ service: { annotations: { "service.beta.kubernetes.io/load-balancer-source-ranges": text } } });
const roles = "aws_iam_role_policy_attachment";
const force = (value: string): object => ({
  parameter: [
    { name: "rds.force_ssl", value },
    { name: "log_statement", value: "0" },
  ],
});
const revision = (number: number): object => ({ data: { passwordRevision: String(number) } });
const volumes = (size: number): object => ({ block_device_mappings: [{ ebs: [{ volume_size: size }] }] });
const scaled = (key: string, count: number): object => ({ scaling_config: [{ [key]: count }] });

/** Of Helm values: the first that it finds, and everything that it leaves. */
const releases = Object.fromEntries(
  UNSAFE_VALUES.filter(({ rule }) => rule === undefined).map(({ id }): [string, Cases] => {
    const { finds, leaves, chart } = UNSAFE_CASES[id] as (typeof UNSAFE_CASES)[string];
    const release = (content: object): object => ({ chart, ...values(content) });
    const safe = Object.assign({}, ...leaves) as object;
    return [
      `exposure/values-${id}`,
      one(
        change("helm_release", release({}), release(finds[0] as object)),
        change("helm_release", release(finds[0] as object), release(safe)),
      ),
    ];
  }),
);

const CASES: Readonly<Record<string, Cases>> = {
  ...releases,
  "none/passwords-rotate": one(
    change("kubernetes_config_map_v1", revision(1), revision(2)),
    change("kubernetes_config_map_v1", revision(2), revision(1)),
  ),
  "downtime/password-revision-lowered": one(
    change("kubernetes_config_map_v1", revision(10), revision(9)),
    change("kubernetes_config_map_v1", revision(9), revision(10)),
  ),
  "data-loss/deleted": one(remove(DB), remove("aws_db_subnet_group")),
  "data-loss/replaced": one(exchange("aws_kms_key"), exchange("aws_kms_alias")),
  "data-loss/crds-removed": one(
    remove("helm_release", values({ objects: [{ kind: "CustomResourceDefinition" }] })),
    remove("helm_release", values({ objects: [{ kind: "Middleware" }] })),
  ),
  "data-loss/persistent-release": one(
    remove("helm_release", values({ server: { persistence: { enabled: true } } })),
    remove("helm_release", values({ server: { persistence: { enabled: false } } })),
  ),
  "data-loss/backups-shorter": one(
    change(DB, { backup_retention_period: 14 }, { backup_retention_period: 7 }),
    change(DB, { backup_retention_period: 7 }, { backup_retention_period: 14 }),
  ),
  "data-loss/logs-shorter": one(
    change("aws_cloudwatch_log_group", { retention_in_days: 90 }, { retention_in_days: 30 }),
    // Zero is for ever.
    change("aws_cloudwatch_log_group", { retention_in_days: 90 }, { retention_in_days: 0 }),
  ),
  "data-loss/no-final-snapshot": one(
    change(DB, { skip_final_snapshot: false }, { skip_final_snapshot: true }),
    change(DB, { skip_final_snapshot: true, a: 1 }, { skip_final_snapshot: true, a: 2 }),
  ),
  "data-loss/bucket-emptied": one(
    change("aws_s3_bucket", { force_destroy: false }, { force_destroy: true }),
    change("aws_s3_bucket", { force_destroy: true }, { force_destroy: false }),
  ),
  "data-loss/versions-off": one(
    change(
      "aws_s3_bucket_versioning",
      { versioning_configuration: [{ status: "Enabled" }] },
      { versioning_configuration: [{ status: "Suspended" }] },
    ),
    change(
      "aws_s3_bucket_versioning",
      { versioning_configuration: [{ status: "Suspended" }] },
      { versioning_configuration: [{ status: "Enabled" }] },
    ),
  ),

  "exposure/ingress-rule-opened": one(
    change(RULE, OLD, { cidr_ipv4: "10.0.0.0/8" }),
    change(RULE, OLD, { cidr_ipv4: "10.0.1.0/24" }),
  ),
  "exposure/ingress-rule-opened-v6": one(create(RULE, { cidr_ipv6: "::/0" }), create(RULE, { cidr_ipv6: "fd00::/8" })),
  "exposure/ports-opened": one(
    change(RULE, { to_port: 443 }, { to_port: 9000 }),
    change(RULE, { to_port: 443 }, { to_port: 80 }),
  ),
  "exposure/ports-opened-below": one(
    change(RULE, { from_port: 443 }, { from_port: 22 }),
    change(RULE, { from_port: 443 }, { from_port: 8443 }),
  ),
  "exposure/all-protocols": one(
    change(RULE, { ip_protocol: "tcp" }, { ip_protocol: "-1" }),
    change(RULE, { ip_protocol: "-1" }, { ip_protocol: "tcp" }),
  ),
  "exposure/security-group-opened": one(
    change("aws_security_group", { ingress: [] }, { ingress: [{ cidr_blocks: ["0.0.0.0/0"] }] }),
    change("aws_security_group", { ingress: [{ cidr_blocks: ["0.0.0.0/0"] }] }, { ingress: [] }),
  ),
  "exposure/security-group-rule-opened": one(
    create("aws_security_group_rule", { type: "ingress", cidr_blocks: ["0.0.0.0/0"] }),
    create("aws_security_group_rule", { type: "egress", cidr_blocks: ["0.0.0.0/0"] }),
  ),
  "exposure/prefix-list-opened": one(
    change("aws_ec2_managed_prefix_list", entries("10.0.0.0/8"), entries("0.0.0.0/1", "128.0.0.0/1")),
    change("aws_ec2_managed_prefix_list", entries("10.0.0.0/8"), entries("10.0.0.0/9", "10.128.0.0/9")),
  ),
  "exposure/prefix-list-entry-opened": one(
    create("aws_ec2_managed_prefix_list_entry", { cidr: "::/0" }),
    create("aws_ec2_managed_prefix_list_entry", { cidr: "10.0.0.0/8" }),
  ),
  "exposure/network-policy-opened": one(
    change("kubernetes_network_policy_v1", lets("10.0.0.0/8"), lets("10.0.0.0/8", "11.0.0.0/8")),
    change("kubernetes_network_policy_v1", lets("10.0.0.0/8", "11.0.0.0/8"), lets("11.0.0.0/8")),
  ),
  "exposure/service-opened": one(
    change("kubernetes_service_v1", { spec: [{ load_balancer_source_ranges: ["10.0.0.0/8"] }] }, { spec: [{}] }),
    change("kubernetes_service_v1", { spec: [{}] }, { spec: [{ load_balancer_source_ranges: ["10.0.0.0/8"] }] }),
  ),
  "exposure/security-group-opened-v6": one(
    change("aws_security_group", { ingress: [] }, { ingress: [{ ipv6_cidr_blocks: ["::/0"] }] }),
    change("aws_security_group", { ingress: [{ ipv6_cidr_blocks: ["::/0"] }] }, { ingress: [] }),
  ),
  "exposure/security-group-rule-opened-v6": one(
    create("aws_security_group_rule", { type: "ingress", ipv6_cidr_blocks: ["::/0"] }),
    create("aws_security_group_rule", { type: "egress", ipv6_cidr_blocks: ["::/0"] }),
  ),
  "exposure/source-ranges-opened": one(
    change("helm_release", sourceRanges("10.0.0.0/8"), sourceRanges("10.0.0.0/8,11.0.0.0/8")),
    change("helm_release", sourceRanges("10.0.0.0/8"), sourceRanges("10.0.0.0/9, 10.128.0.0/9")),
  ),
  "exposure/public-instance": one(
    change(DB, { publicly_accessible: false }, { publicly_accessible: true }),
    create(DB, { publicly_accessible: false }),
  ),
  "exposure/public-api": one(
    change(CLUSTER, api(false), api(true, ["10.0.0.0/8"])),
    change(CLUSTER, api(true), api(false)),
  ),
  "exposure/api-opened": one(
    change(CLUSTER, api(true, ["203.0.113.0/24"]), api(true)),
    change(CLUSTER, api(true, ["203.0.113.0/24"]), api(true, ["203.0.113.7/32"])),
  ),
  "exposure/public-subnet": one(
    change("aws_subnet", { map_public_ip_on_launch: false }, { map_public_ip_on_launch: true }),
    create("aws_subnet", { map_public_ip_on_launch: true }),
  ),
  "exposure/bucket-block-off": one(
    change("aws_s3_bucket_public_access_block", { block_public_acls: true }, { block_public_acls: false }),
    change("aws_s3_bucket_public_access_block", { block_public_acls: false }, { block_public_acls: true }),
  ),
  "exposure/bucket-block-gone": one(
    remove("aws_s3_bucket_public_access_block"),
    create("aws_s3_bucket_public_access_block", { block_public_acls: true }),
  ),
  "exposure/bucket-encryption-gone": one(
    remove("aws_s3_bucket_server_side_encryption_configuration"),
    create("aws_s3_bucket_server_side_encryption_configuration", { bucket: "b" }),
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
  "exposure/cluster-encryption-removed": one(
    change(CLUSTER, { encryption_config: [{ resources: ["secrets"] }] }, { encryption_config: [] }),
    change(CLUSTER, { encryption_config: [] }, { encryption_config: [{ resources: ["secrets"] }] }),
  ),
  "exposure/tls-not-required": one(
    change("aws_db_parameter_group", force("1"), force("0")),
    change("aws_db_parameter_group", force("0"), force("1")),
  ),
  "exposure/policy-gains": one(
    change(
      "aws_iam_role_policy",
      { policy: policy(allow("s3:GetObject", "a")) },
      { policy: policy(allow("s3:*", "a")) },
    ),
    change(
      "aws_iam_role_policy",
      { policy: policy(allow("s3:*", "a")) },
      { policy: policy(allow("s3:GetObject", "a")) },
    ),
  ),
  "exposure/role-trusts-more": one(
    change("aws_iam_role", trust("arn:a"), trust("arn:a", "arn:b")),
    change("aws_iam_role", trust("arn:a", "arn:b"), trust("arn:b")),
  ),
  "exposure/role-gains-policy": {
    yes: [create(roles, { role: "deployer", policy_arn: "arn:p" })],
    no: [create(roles, { role: "deployer", policy_arn: "arn:p" }), create("aws_iam_role", { name: "deployer" })],
  },
  "exposure/administrator": {
    yes: [
      create(roles, { role: "new", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
      create("aws_iam_role", { name: "new" }),
    ],
    no: [create(roles, { role: "new", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" })],
  },
  "exposure/cluster-access": {
    yes: [create("aws_eks_access_policy_association", { cluster_name: "dev", policy_arn: "arn:admin" })],
    no: [
      create("aws_eks_access_policy_association", { cluster_name: "dev", policy_arn: "arn:admin" }),
      create(CLUSTER, { name: "dev" }),
    ],
  },
  "exposure/kubernetes-rights": one(
    change(
      "kubernetes_cluster_role_v1",
      { rule: [{ verbs: ["get"] }] },
      { rule: [{ verbs: ["get"] }, { verbs: ["delete"] }] },
    ),
    change(
      "kubernetes_cluster_role_v1",
      { rule: [{ verbs: ["get"] }, { verbs: ["delete"] }] },
      { rule: [{ verbs: ["get"] }] },
    ),
  ),
  "exposure/kubernetes-subjects": one(
    change("kubernetes_role_binding_v1", { subject: [{ name: "a" }] }, { subject: [{ name: "a" }, { name: "b" }] }),
    change("kubernetes_role_binding_v1", { subject: [{ name: "a" }, { name: "b" }] }, { subject: [{ name: "a" }] }),
  ),
  "exposure/network-policy-gone": one(
    remove("kubernetes_network_policy_v1"),
    create("kubernetes_network_policy_v1", { a: 1 }),
  ),
  "exposure/load-balancer-opened": one(
    change(
      "helm_release",
      values({ service: { loadBalancerSourceRanges: ["203.0.113.0/24"] } }),
      values({ service: { loadBalancerSourceRanges: [] } }),
    ),
    change(
      "helm_release",
      values({ service: { loadBalancerSourceRanges: ["0.0.0.0/0"] } }),
      values({ service: { loadBalancerSourceRanges: ["203.0.113.0/24"] } }),
    ),
  ),
  "exposure/allow-list-opened": one(
    change("helm_release", values({ spec: { ipAllowList: { sourceRange: ["10.0.0.0/8"] } } }), values({ spec: {} })),
    change("helm_release", values({ spec: {} }), values({ spec: { ipAllowList: { sourceRange: ["10.0.0.0/8"] } } })),
  ),
  "exposure/load-balancer-public": one(
    change("helm_release", scheme("internal"), scheme("internet-facing")),
    change("helm_release", scheme("internet-facing"), scheme("internal")),
  ),
  "exposure/public-load-balancer": one(
    replace("aws_lb", { internal: true }, { internal: false }),
    replace("aws_lb", { internal: false }, { internal: true }),
  ),
  "exposure/privileged": one(
    change("helm_release", values({ securityContext: {} }), values({ securityContext: { privileged: true } })),
    change("helm_release", values({ securityContext: { privileged: true } }), values({ securityContext: {} })),
  ),
  "exposure/host-network": one(
    change("helm_release", values({ hostNetwork: false }), values({ hostNetwork: true })),
    change("helm_release", values({ hostNetwork: true }), values({ hostNetwork: false })),
  ),
  "exposure/metadata-tokens": one(
    change("aws_launch_template", template({ http_tokens: "required" }), template({ http_tokens: "optional" })),
    create("aws_launch_template", template({ http_tokens: "required" })),
  ),
  "exposure/metadata-hops": one(
    change(
      "aws_launch_template",
      template({ http_put_response_hop_limit: 1 }),
      template({ http_put_response_hop_limit: 2 }),
    ),
    change(
      "aws_launch_template",
      template({ http_put_response_hop_limit: 2 }),
      template({ http_put_response_hop_limit: 1 }),
    ),
  ),
  "exposure/deletion-protection-off": one(
    change(DB, { deletion_protection: true }, { deletion_protection: false }),
    create(DB, { deletion_protection: false }),
  ),
  "exposure/audit-less": one(
    change(CLUSTER, { enabled_cluster_log_types: ["api", "audit"] }, { enabled_cluster_log_types: ["api"] }),
    change(CLUSTER, { enabled_cluster_log_types: ["api"] }, { enabled_cluster_log_types: ["api", "audit"] }),
  ),
  "exposure/audit-gone": one(remove("aws_flow_log"), create("aws_flow_log", { a: 1 })),
  "exposure/key-rotation-off": one(
    change("aws_kms_key", { enable_key_rotation: true }, { enable_key_rotation: false }),
    change("aws_kms_key", { enable_key_rotation: false }, { enable_key_rotation: true }),
  ),

  "downtime/database-class-standby": one(
    change(DB, { instance_class: "db.t4g.medium", multi_az: true }, { instance_class: "db.t4g.large", multi_az: true }),
    change(
      DB,
      { instance_class: "db.t4g.medium", multi_az: false },
      { instance_class: "db.t4g.large", multi_az: false },
    ),
  ),
  "downtime/database-class": one(
    change(DB, { instance_class: "db.t4g.medium" }, { instance_class: "db.m7g.large" }),
    change(DB, { instance_class: "db.t4g.medium", multi_az: true }, { instance_class: "db.m7g.large", multi_az: true }),
  ),
  "downtime/database-version": one(
    change(DB, { engine_version: "16" }, { engine_version: "17" }),
    create(DB, { engine_version: "17" }),
  ),
  "downtime/database-port": one(
    change(DB, { port: 5432 }, { port: 5433 }),
    change(DB, { port: 5432, a: 1 }, { port: 5432, a: 2 }),
  ),
  "downtime/database-storage-type": one(
    change(DB, { storage_type: "gp2" }, { storage_type: "gp3" }),
    change(DB, { storage_type: "gp3", a: 1 }, { storage_type: "gp3", a: 2 }),
  ),
  "downtime/database-replaced": one(replace(DB), change(DB, { a: 1 }, { a: 2 })),
  "downtime/cluster-replaced": one(replace(CLUSTER), change(CLUSTER, { a: 1 }, { a: 2 })),
  "downtime/cluster-version": one(
    change(CLUSTER, { version: "1.34" }, { version: "1.35" }),
    create(CLUSTER, { version: "1.35" }),
  ),
  "downtime/nodes-renewed": one(
    change(NODES, nodes("1.34", "1.34.1", "1"), nodes("1.35", "1.35.1", "2")),
    change(NODES, nodes("1.34", "1.34.1", "1"), nodes("1.34", "1.34.2", "1")),
  ),
  "downtime/nodes-image": one(
    change(NODES, nodes("1.34", "1.34.1", "1"), nodes("1.34", "1.34.2", "1")),
    change(NODES, nodes("1.34", "1.34.1", "1"), nodes("1.35", "1.35.1", "1")),
  ),
  "downtime/nodes-template": one(
    change(NODES, nodes("1.34", "1.34.1", "1"), nodes("1.34", "1.34.1", "2")),
    change(NODES, { ...nodes("1.34", "1.34.1", "1"), a: 1 }, { ...nodes("1.34", "1.34.1", "1"), a: 2 }),
  ),
  "downtime/nodes-gone": one(replace(NODES), exchange(NODES)),
  "downtime/add-on": one(
    change("aws_eks_addon", { addon_version: "v1" }, { addon_version: "v2" }),
    create("aws_eks_addon", { addon_version: "v1" }),
  ),
  "downtime/release-version": one(
    change("helm_release", { version: "1.0.0" }, { version: "1.1.0" }),
    change("helm_release", { version: "1.0.0", a: 1 }, { version: "1.0.0", a: 2 }),
  ),
  "downtime/release-gone": one(
    remove("helm_release", { namespace: "shop" }),
    remove("helm_release", { namespace: "databases" }),
  ),
  "downtime/workload-gone": one(remove("kubernetes_service_v1"), remove("kubernetes_config_map_v1")),
  "downtime/way-out": one(replace("aws_nat_gateway"), exchange("aws_nat_gateway")),
  "downtime/address": one(remove("aws_eip"), create("aws_eip", { a: 1 })),
  "downtime/endpoint": one(replace("aws_lb"), exchange("aws_lb")),
  "downtime/network-gone": one(replace("aws_subnet"), create("aws_subnet", { a: 1 })),
  "downtime/let-in-no-more": one(remove(RULE), create(RULE, OLD)),
  "downtime/identity-gone": one(replace("aws_iam_role"), exchange("aws_iam_role")),
  "downtime/record-gone": one(remove("aws_route53_record"), create("aws_route53_record", { a: 1 })),

  "cost/added": one(create("aws_nat_gateway", { a: 1 }), create("aws_route_table", { a: 1 })),
  "cost/removed": one(remove("aws_nat_gateway"), remove("aws_route_table")),
  "cost/endpoint-added": one(
    create("aws_vpc_endpoint", { vpc_endpoint_type: "Interface" }),
    create("aws_vpc_endpoint", { vpc_endpoint_type: "Gateway" }),
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
  "cost/standby-added": one(
    change(DB, { multi_az: false }, { multi_az: true }),
    change(DB, { multi_az: true }, { multi_az: false }),
  ),
  "cost/standby-removed": one(
    change(DB, { multi_az: true }, { multi_az: false }),
    change(DB, { multi_az: false }, { multi_az: true }),
  ),
  "cost/insights-added": one(
    change(DB, { database_insights_mode: "standard" }, { database_insights_mode: "advanced" }),
    change(DB, { database_insights_mode: "advanced" }, { database_insights_mode: "standard" }),
  ),
  "cost/interrupted-capacity": one(
    change(NODES, { capacity_type: "ON_DEMAND" }, { capacity_type: "SPOT" }),
    change(NODES, { capacity_type: "SPOT" }, { capacity_type: "ON_DEMAND" }),
  ),

  "none/storage-grows": one(
    change(DB, { allocated_storage: 20 }, { allocated_storage: 50 }),
    change(DB, { allocated_storage: 20, a: 1 }, { allocated_storage: 20, a: 2 }),
  ),
  "none/job-runs-again": one(replace("kubernetes_job_v1"), change("kubernetes_job_v1", { a: 1 }, { a: 2 })),
  "none/tags": one(
    change(DB, { tags_all: { owner: "a" } }, { tags_all: { owner: "b" } }),
    change(DB, { tags_all: { owner: "a" }, a: 1 }, { tags_all: { owner: "a" }, a: 2 }),
  ),
};

describe("every rule", () => {
  // Those of what no plan shows have a test of their own.
  const ofPlans = RISK_RULES.filter((rule) => !CONFIGURATION_RULES.includes(rule));

  test("is here, once", () => {
    expect(ofPlans.map(({ id }) => id).sort()).toEqual(Object.keys(CASES).sort());
  });

  test.each(Object.keys(CASES))("%s finds what it is for, and leaves what is next to it", (id) => {
    const { yes, no } = CASES[id] as Cases;

    expect(rulesOf(...yes)).toContain(id);
    expect(rulesOf(...no)).not.toContain(id);
  });

  test.each(RISK_RULES)("$id is named by its risk and says a whole sentence", ({ id, risk, reason, direction }) => {
    expect(id.startsWith(`${risk}/`)).toBe(true);
    expect(reason).toMatch(/\.$/);
    expect(direction !== undefined).toBe(risk === "cost");
  });
});

describe("what holds data", () => {
  test.each(Object.keys(HOLDS_DATA))("%s is told when it goes", (type) => {
    expect(rulesOf(remove(type))).toContain("data-loss/deleted");
    expect(rulesOf(replace(type))).toContain("data-loss/replaced");
  });
});
