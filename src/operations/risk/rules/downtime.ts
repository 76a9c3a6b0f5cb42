/** What restarts or goes away for a while, and for how long that is known to take. */
import type { RiskRule } from "../risk";

const RDS_PERFORMANCE = "https://repost.aws/knowledge-center/rds-performance-impact";
const NODE_UPDATE = "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html";
const DATABASES = ["aws_db_instance", "aws_rds_cluster_instance"];

export const DOWNTIME_RULES: readonly RiskRule[] = [
  {
    id: "downtime/database-class-standby",
    risk: "downtime",
    types: DATABASES,
    actions: ["update"],
    when: [
      { path: "instance_class", is: "changed" },
      { path: "multi_az", was: [true] },
    ],
    reason: "The server moves from {before} to {after}: it fails over to its standby, typically 60 to 120 seconds.",
    source: RDS_PERFORMANCE,
  },
  {
    id: "downtime/database-class",
    risk: "downtime",
    types: DATABASES,
    actions: ["update"],
    when: [{ path: "instance_class", is: "changed" }],
    unless: [{ path: "multi_az", was: [true] }],
    reason:
      "The server moves from {before} to {after} and restarts: without a standby for minutes, as long as its recovery takes.",
    source: RDS_PERFORMANCE,
  },
  {
    id: "downtime/database-version",
    risk: "downtime",
    types: [...DATABASES, "aws_rds_cluster"],
    actions: ["update"],
    when: [{ path: "engine_version", is: "changed" }],
    reason:
      "The engine is upgraded from {before} to {after}: the server is away for minutes, with a standby too; a major upgrade of a large database takes longer.",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html",
  },
  {
    id: "downtime/database-port",
    risk: "downtime",
    types: DATABASES,
    actions: ["update"],
    when: [{ path: "port", is: "changed" }],
    reason: "The server restarts at once, and answers on port {after} instead of {before}.",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html",
  },
  {
    id: "downtime/database-storage-type",
    risk: "downtime",
    types: ["aws_db_instance"],
    actions: ["update"],
    when: [{ path: "storage_type", is: "changed" }],
    reason: "The storage changes from {before} to {after}: between some types that is a short outage at the beginning.",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html",
  },
  {
    id: "downtime/database-replaced",
    risk: "downtime",
    types: [
      ...DATABASES,
      "aws_rds_cluster",
      "aws_elasticache_replication_group",
      "aws_elasticache_cluster",
      "aws_mq_broker",
    ],
    actions: ["replace", "delete"],
    reason: "What uses it fails until there is another and it was told so.",
  },
  {
    id: "downtime/password-revision-lowered",
    risk: "downtime",
    types: ["kubernetes_config_map_v1"],
    actions: ["update", "replace"],
    when: [{ path: "data.passwordRevision", is: "less" }],
    reason:
      "The deployment will fail: passwordRevision is never lowered (from {before} to {after}), and what applications use now would be taken from the store. Write {before}, or one more for new passwords.",
  },
  {
    id: "downtime/cluster-replaced",
    risk: "downtime",
    types: ["aws_eks_cluster"],
    actions: ["replace", "delete"],
    reason: "Everything that runs in the cluster stops; a new control plane alone takes some ten minutes.",
  },
  {
    id: "downtime/cluster-version",
    risk: "downtime",
    types: ["aws_eks_cluster"],
    actions: ["update"],
    when: [{ path: "version", is: "changed" }],
    reason:
      "The control plane goes from {before} to {after}: several minutes in which clients of its API have to connect again. What runs goes on.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html",
  },
  {
    id: "downtime/nodes-renewed",
    risk: "downtime",
    types: ["aws_eks_node_group"],
    actions: ["update"],
    when: [{ path: "version", is: "changed" }],
    reason:
      "Its nodes are renewed in turn: every pod restarts elsewhere, after at most 15 minutes of draining for each node.",
    source: NODE_UPDATE,
  },
  {
    id: "downtime/nodes-image",
    risk: "downtime",
    types: ["aws_eks_node_group"],
    actions: ["update"],
    when: [{ path: "release_version", is: "changed" }],
    unless: [{ path: "version", is: "changed" }],
    reason:
      "Its nodes are renewed in turn with the image {after}: every pod restarts elsewhere, after at most 15 minutes of draining for each node.",
    source: NODE_UPDATE,
  },
  {
    id: "downtime/nodes-template",
    risk: "downtime",
    types: ["aws_eks_node_group"],
    actions: ["update"],
    when: [{ path: "launch_template.version", is: "changed" }],
    unless: [
      { path: "version", is: "changed" },
      { path: "release_version", is: "changed" },
    ],
    reason:
      "Its nodes are renewed in turn: every pod restarts elsewhere, after at most 15 minutes of draining for each node.",
    source: NODE_UPDATE,
  },
  {
    id: "downtime/nodes-gone",
    risk: "downtime",
    types: ["aws_eks_node_group"],
    actions: ["replace", "delete"],
    unless: [{ is: "made-before" }],
    reason: "Its nodes go, and their pods restart where there is room, if there is any.",
    source: NODE_UPDATE,
  },
  {
    id: "downtime/add-on",
    risk: "downtime",
    types: ["aws_eks_addon"],
    actions: ["update", "replace", "delete"],
    when: [{ path: "addon_version", is: "changed" }],
    reason: "The add-on goes from {before} to {after}: its pods restart one after another, for seconds on each node.",
  },
  {
    id: "downtime/release-version",
    risk: "downtime",
    types: ["helm_release"],
    actions: ["update"],
    when: [{ path: "version", is: "changed" }],
    reason:
      "The chart goes from {before} to {after}: its pods restart one after another; with a single copy that is an outage of seconds to minutes.",
  },
  {
    id: "downtime/release-gone",
    risk: "downtime",
    types: ["helm_release"],
    actions: ["delete", "replace"],
    // Passwords of users that nobody has any more: in that namespace nothing runs but the Jobs that make databases.
    unless: [{ path: "namespace", was: ["databases"] }],
    reason: "What the release runs stops.",
  },
  {
    id: "downtime/workload-gone",
    risk: "downtime",
    types: [
      "kubernetes_deployment_v1",
      "kubernetes_stateful_set_v1",
      "kubernetes_daemon_set_v1",
      "kubernetes_service_v1",
      "kubernetes_ingress_v1",
    ],
    actions: ["delete", "replace"],
    reason: "What it runs or leads to is away.",
  },
  {
    id: "downtime/way-out",
    risk: "downtime",
    types: ["aws_nat_gateway", "aws_internet_gateway", "aws_route", "aws_route_table_association", "aws_route_table"],
    actions: ["delete", "replace"],
    unless: [{ is: "made-before" }],
    reason:
      "Connections through it break, and are refused until the new one is there (a NAT gateway: a minute or two).",
  },
  {
    id: "downtime/address",
    risk: "downtime",
    types: ["aws_eip"],
    actions: ["delete", "replace"],
    reason: "The public address changes: whoever has it on an allow-list refuses what comes from the new one.",
  },
  {
    id: "downtime/endpoint",
    risk: "downtime",
    types: ["aws_vpc_endpoint", "aws_lb", "aws_lb_listener", "aws_lb_target_group"],
    actions: ["delete", "replace"],
    unless: [{ is: "made-before" }],
    reason: "What goes through it fails until the new one is there, minutes.",
  },
  {
    id: "downtime/network-gone",
    risk: "downtime",
    types: ["aws_vpc", "aws_subnet"],
    actions: ["delete", "replace"],
    reason: "Everything in it has to go before: the cloud refuses it otherwise.",
  },
  {
    id: "downtime/let-in-no-more",
    risk: "downtime",
    types: ["aws_vpc_security_group_ingress_rule", "aws_security_group_rule", "aws_vpc_security_group_egress_rule"],
    actions: ["delete", "replace"],
    unless: [{ is: "made-before" }],
    reason: "What it let through is refused at once.",
  },
  {
    id: "downtime/identity-gone",
    risk: "downtime",
    types: [
      "aws_iam_role",
      "aws_iam_instance_profile",
      "aws_eks_pod_identity_association",
      "aws_iam_role_policy_attachment",
    ],
    actions: ["delete", "replace"],
    unless: [{ is: "made-before" }],
    reason: "What acts under it is refused, at the latest when its credentials expire.",
  },
  {
    id: "downtime/record-gone",
    risk: "downtime",
    types: ["aws_route53_record"],
    actions: ["delete", "replace"],
    reason: "The name leads nowhere, for as long as its time to live.",
  },
];
