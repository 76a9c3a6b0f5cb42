/** The scanners' checks in each of the project's own environments, each under its own id; what is excused is excused by name. */
import { atLeast, type Check, contains, type Holds, is, testOwnChecks } from "../helpers/own-checks";
import type { Attributes, Resources } from "../helpers/own-stacks";
import { SCAN_EXCEPTIONS } from "../helpers/scan-exceptions";

const names =
  (attribute: string, type: string): Holds =>
  (resource) =>
    JSON.stringify(resource[attribute] ?? "").includes(`\${${type}.`);
/** A key of the environment's, of this stack or another. */
const ownKey =
  (attribute: string): Holds =>
  (resource) =>
    /^\$\{(aws_kms_key|data\.terraform_remote_state)\./.test(String(resource[attribute]));
/** Another resource of this type names this one's bucket, and is as it should be. */
const besideBucket =
  (type: string, ...wanted: readonly string[]): Holds =>
  (_, name, all) =>
    Object.values(all[type] ?? {}).some(
      (other) =>
        String(other["bucket"]).startsWith(`\${aws_s3_bucket.${name}.`) &&
        wanted.every((text) => JSON.stringify(other).includes(text)),
    );
const described: Holds = ({ description }) => typeof description === "string" && description.length > 5;
const nowhere: Holds = () => false;

const CLUSTER: readonly Check[] = [
  ["CKV_AWS_39 AWS-0040", "aws_eks_cluster", contains("vpc_config", '"endpoint_public_access":false')],
  ["CKV_AWS_38 AWS-0041", "aws_eks_cluster", (cluster) => !JSON.stringify(cluster).includes("0.0.0.0/0")],
  [
    "CKV_AWS_37 AWS-0038",
    "aws_eks_cluster",
    contains("enabled_cluster_log_types", "api", "audit", "authenticator", "controllerManager", "scheduler"),
  ],
  ["CKV_AWS_58 AWS-0039", "aws_eks_cluster", contains("encryption_config", "${aws_kms_key.", "secrets")],
  ["CKV_AWS_339", "aws_eks_cluster", (cluster) => /^1\.(29|3[0-5])$/.test(String(cluster["version"]))],
  ["CKV_AWS_100", "aws_eks_node_group", (group) => group["remote_access"] === undefined],
  ["CKV_AWS_79 AWS-0028 AWS-0130", "aws_launch_template", contains("metadata_options", '"http_tokens":"required"')],
  ["CKV_AWS_341", "aws_launch_template", contains("metadata_options", '"http_put_response_hop_limit":1')],
  ["CKV_AWS_8 AWS-0008 AWS-0131", "aws_launch_template", contains("block_device_mappings", "${aws_kms_key.")],
  ["CKV_AWS_27 AWS-0096", "aws_sqs_queue", is("sqs_managed_sse_enabled", true)],
];

const SHARED: readonly Check[] = [
  ["CKV_AWS_158 AWS-0017", "aws_cloudwatch_log_group", ownKey("kms_key_id")],
  ["CKV_AWS_66 CKV_AWS_338", "aws_cloudwatch_log_group", atLeast("retention_in_days", 365)],
  ["CKV_AWS_7 AWS-0065", "aws_kms_key", is("enable_key_rotation", true)],
  ["CKV2_AWS_64", "aws_kms_key", contains("policy", ":root")],
  [
    "CKV_AWS_33",
    "aws_kms_key",
    (key) =>
      (
        JSON.parse(String(key["policy"])) as { Statement: readonly { Principal: unknown; Condition?: object }[] }
      ).Statement.every(
        ({ Principal, Condition }) => !JSON.stringify(Principal).includes('"*"') || Condition !== undefined,
      ),
  ],
  ["CKV_AWS_23 AWS-0099", "aws_security_group", described],
  ["CKV_AWS_23 AWS-0124", "aws_vpc_security_group_ingress_rule", described],
  [
    "CKV_AWS_24 CKV_AWS_25 CKV_AWS_260 AWS-0107",
    "aws_vpc_security_group_ingress_rule",
    ({ cidr_ipv4 }) => cidr_ipv4 !== "0.0.0.0/0",
  ],
  ["CKV_AWS_382 AWS-0104", "aws_security_group", ({ egress }) => egress === undefined],
  ["CKV_AWS_149", "aws_secretsmanager_secret", ownKey("kms_key_id")],
  ["CKV2_AWS_57", "aws_secretsmanager_secret", nowhere],
  [
    "CKV_AWS_60 CKV_AWS_61",
    "aws_iam_role",
    ({ assume_role_policy: policy }) => !/"AWS":"(\*|[^"]*:root)"/.test(String(policy)),
  ],
  ["CKV_AWS_62 CKV_AWS_63", "aws_iam_role_policy", ({ policy }) => !/"Action":"\*"/.test(String(policy))],
  [
    "CKV_AWS_274",
    "aws_iam_role_policy_attachment",
    ({ policy_arn }) => !/AdministratorAccess/.test(String(policy_arn)),
  ],
];

const NETWORK: readonly Check[] = [
  ["CKV_AWS_130 AWS-0164", "aws_subnet", ({ map_public_ip_on_launch }) => String(map_public_ip_on_launch) !== "true"],
  [
    "CKV2_AWS_12 AWS-0173",
    "aws_default_security_group",
    ({ ingress, egress }) => ingress === undefined && egress === undefined,
  ],
  [
    "CKV2_AWS_11 AWS-0178",
    "aws_vpc",
    (_, name, all) => contains("vpc_id", `aws_vpc.${name}.`)(only(all, "aws_flow_log"), name, all),
  ],
];

const only = (all: Resources, type: string): Attributes => Object.values(all[type] ?? {})[0] ?? {};

const DATABASES: readonly Check[] = [
  ["CKV_AWS_157", "aws_db_instance", is("multi_az", true)],
  ["CKV_AWS_16 AWS-0080", "aws_db_instance", is("storage_encrypted", true)],
  ["CKV_AWS_161 AWS-0176", "aws_db_instance", is("iam_database_authentication_enabled", true)],
  ["CKV_AWS_17 AWS-0180", "aws_db_instance", is("publicly_accessible", false)],
  ["CKV_AWS_129", "aws_db_instance", contains("enabled_cloudwatch_logs_exports", "postgresql", "upgrade")],
  ["CKV_AWS_353 AWS-0133", "aws_db_instance", is("performance_insights_enabled", true)],
  ["CKV_AWS_354 AWS-0078", "aws_db_instance", ownKey("performance_insights_kms_key_id")],
  ["CKV_AWS_118", "aws_db_instance", atLeast("monitoring_interval", 1)],
  ["CKV_AWS_133 AWS-0077", "aws_db_instance", atLeast("backup_retention_period", 7)],
  ["CKV2_AWS_60", "aws_db_instance", is("copy_tags_to_snapshot", true)],
  ["CKV_AWS_293 AWS-0177", "aws_db_instance", is("deletion_protection", true)],
  ["CKV_AWS_226", "aws_db_instance", is("auto_minor_version_upgrade", true)],
  ["CKV_AWS_211", "aws_db_instance", is("ca_cert_identifier", "rds-ca-rsa2048-g1")],
  ["CKV2_AWS_69", "aws_db_parameter_group", contains("parameter", '"rds.force_ssl","value":"1"')],
  ["CKV2_AWS_30", "aws_db_parameter_group", contains("parameter", "log_statement", "log_min_duration_statement")],
];

const BROKERS_AND_CACHES: readonly Check[] = [
  ["CKV_AWS_208", "aws_mq_broker", ({ engine_version: version }) => Number(version) >= 3.13],
  ["CKV_AWS_207", "aws_mq_broker", is("auto_minor_version_upgrade", true)],
  ["CKV_AWS_48 AWS-0071", "aws_mq_broker", contains("logs", '"general":true')],
  ["CKV_AWS_209", "aws_mq_broker", contains("encryption_options", "${aws_kms_key.", '"use_aws_owned_key":false')],
  ["CKV_AWS_69 AWS-0072", "aws_mq_broker", is("publicly_accessible", false)],
  ["CKV_AWS_29 AWS-0045", "aws_elasticache_replication_group", is("at_rest_encryption_enabled", true)],
  ["CKV_AWS_30 AWS-0051", "aws_elasticache_replication_group", is("transit_encryption_enabled", true)],
  ["CKV_AWS_31", "aws_elasticache_replication_group", names("user_group_ids", "aws_elasticache_user_group")],
  ["CKV_AWS_191", "aws_elasticache_replication_group", ownKey("kms_key_id")],
  ["CKV2_AWS_50", "aws_elasticache_replication_group", is("multi_az_enabled", true)],
  ["CKV_AWS_134 AWS-0050", "aws_elasticache_replication_group", atLeast("snapshot_retention_limit", 1)],
  ["CKV_AWS_323", "aws_elasticache_replication_group", names("subnet_group_name", "aws_elasticache_subnet_group")],
];

const BLOCK = "aws_s3_bucket_public_access_block";
const STORES: readonly Check[] = [
  [
    "CKV_AWS_18 AWS-0089",
    "aws_s3_bucket",
    // Not of the bucket that the logs go to: it would log itself for ever. Checkov knows that.
    (_, name, all) => name === "access-logs" || besideBucket("aws_s3_bucket_logging")(_, name, all),
  ],
  [
    "CKV_AWS_19 AWS-0088",
    "aws_s3_bucket",
    besideBucket("aws_s3_bucket_server_side_encryption_configuration", "sse_algorithm"),
  ],
  [
    "CKV_AWS_145 AWS-0132",
    "aws_s3_bucket",
    besideBucket("aws_s3_bucket_server_side_encryption_configuration", "aws:kms"),
  ],
  ["CKV_AWS_21 AWS-0090", "aws_s3_bucket", besideBucket("aws_s3_bucket_versioning", "Enabled")],
  [
    "CKV_AWS_20 CKV_AWS_57 CKV2_AWS_65",
    "aws_s3_bucket",
    besideBucket("aws_s3_bucket_ownership_controls", "BucketOwnerEnforced"),
  ],
  ["CKV_AWS_53 AWS-0086", "aws_s3_bucket", besideBucket(BLOCK, '"block_public_acls":true')],
  ["CKV_AWS_54 AWS-0087", "aws_s3_bucket", besideBucket(BLOCK, '"block_public_policy":true')],
  ["CKV_AWS_55 AWS-0091", "aws_s3_bucket", besideBucket(BLOCK, '"ignore_public_acls":true')],
  ["CKV_AWS_56 CKV2_AWS_6 AWS-0093", "aws_s3_bucket", besideBucket(BLOCK, '"restrict_public_buckets":true')],
  [
    "CKV_AWS_300 CKV2_AWS_61",
    "aws_s3_bucket",
    besideBucket("aws_s3_bucket_lifecycle_configuration", "abort_incomplete"),
  ],
  ["CKV_AWS_70", "aws_s3_bucket", besideBucket("aws_s3_bucket_policy", "aws:SecureTransport")],
  ["CKV_AWS_144", "aws_s3_bucket", besideBucket("aws_s3_bucket_replication_configuration")],
  ["CKV2_AWS_62", "aws_s3_bucket", besideBucket("aws_s3_bucket_notification")],
];

const CHECKS = [...CLUSTER, ...SHARED, ...NETWORK, ...DATABASES, ...BROKERS_AND_CACHES, ...STORES];

// Those on Azure are asked in environments-azure.test.ts.
const environments = testOwnChecks("eks", CHECKS);

test("every exception is of one resource of named environments, and has a reason", () => {
  for (const { check, resource, environments: where, reason } of SCAN_EXCEPTIONS) {
    expect(check).toMatch(/^CKV2?_[A-Z0-9]+_\d+$/);
    expect(resource).toMatch(/^[a-z0-9_]+\.[\w-]+$/i);
    expect(where.length).toBeGreaterThan(0);
    expect(reason.length).toBeGreaterThan(40);
    for (const name of where) {
      const [type = "", own = ""] = resource.split(".");
      expect([name, resource, Object.keys(environments()[name][type] ?? {})]).toEqual([
        name,
        resource,
        expect.arrayContaining([own]),
      ]);
    }
  }
});
