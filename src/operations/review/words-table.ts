/** How Terraform's attributes are called in the environment file. */

export interface Word {
  /** The field, as the environment file or a person calls it. */
  readonly field: string;
  readonly unit?: string;
}

/** The type whose resource stands for a thing of the file, by the thing's path; `*` is a name. */
export const MAIN_TYPES: readonly {
  readonly path: string;
  readonly called: string;
  readonly types: readonly string[];
}[] = [
  { path: "databases.*", called: "database", types: ["aws_db_instance"] },
  { path: "cluster.pools.*", called: "node pool", types: ["aws_eks_node_group"] },
  { path: "cluster", called: "cluster", types: ["aws_eks_cluster"] },
  { path: "network", called: "network", types: ["aws_vpc"] },
  { path: "ingress", called: "ingress", types: [] },
  { path: "secrets", called: "secrets", types: [] },
];

/** Settings of Terraform's own, by their paths without positions. */
export const CONFIGURED: Readonly<Record<string, string>> = {
  "lifecycle.prevent_destroy": "refusal to be destroyed (prevent_destroy)",
  "lifecycle.create_before_destroy": "replacement by a new one first (create_before_destroy)",
  "lifecycle.ignore_changes": "what is left as it is (ignore_changes)",
  "lifecycle.replace_triggered_by": "what it is replaced along with (replace_triggered_by)",
  "removed.destroy": "whether it is destroyed, and not only forgotten (removed)",
  "moved.from": "renaming (moved)",
  "import.id": "taking over (import)",
  allowed_account_ids: "accounts that may be deployed into (allowed_account_ids)",
};

/** By type and path of the attribute: positions and names of entries are `*`. */
export const WORDS: Readonly<Record<string, Readonly<Record<string, Word>>>> = {
  aws_db_instance: {
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
  aws_eks_cluster: {
    version: { field: "version" },
    "vpc_config.*.endpoint_public_access": { field: "api.public" },
    "vpc_config.*.public_access_cidrs": { field: "api.public.cidrs" },
    "kubernetes_network_config.*.service_ipv4_cidr": { field: "serviceCidr" },
    deletion_protection: { field: "protected" },
    "upgrade_policy.*.support_type": { field: "support" },
  },
  aws_eks_node_group: {
    capacity_type: { field: "spot" },
    version: { field: "version" },
    ami_type: { field: "node image" },
    labels: { field: "labels" },
    "taint.*.value": { field: "taints" },
  },
  aws_launch_template: {
    instance_type: { field: "instance type" },
    "block_device_mappings.*.ebs.*.volume_size": { field: "disk", unit: "GiB" },
  },
  aws_eks_addon: { addon_version: { field: "add-on version" } },
  aws_vpc: { cidr_block: { field: "cidr" } },
  aws_subnet: { cidr_block: { field: "cidr" }, availability_zone: { field: "aws.zones" } },
  aws_route53_zone: { name: { field: "dnsZone.name" } },
  kubernetes_config_map_v1: { "data.passwordRevision": { field: "passwordRevision" } },
  helm_release: {
    version: { field: "chart version" },
    "values.*.service.spec.loadBalancerSourceRanges": { field: "allow" },
    "values.*.deployment.replicas": { field: "copies" },
    "values.*.replicaCount": { field: "copies" },
    "values.*.replicas": { field: "copies" },
    "values.*.objects.*.spec.rateLimit.average": { field: "rateLimit.average" },
    "values.*.objects.*.spec.rateLimit.burst": { field: "rateLimit.burst" },
  },
};
