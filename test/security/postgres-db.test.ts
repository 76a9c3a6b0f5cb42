/** The security checks of RDS and what stands around it, each under its own id. */
import { RdsPostgres } from "../../src/constructs/postgres-db/aws/rds-postgres";
import { type Attributes, databaseProps, only, stackOf, synthesized } from "../constructs/postgres-db/fixtures";

// Even what may be thrown away is safe: the defaults of the least protected server.
const stack = stackOf();
new RdsPostgres(stack, "orders", databaseProps(stack, { protected: false, highAvailability: false }));
const json = synthesized(stack);
const server = only(json, "aws_db_instance");
const parameters = only(json, "aws_db_parameter_group")["parameter"] as readonly Attributes[];
const group = only(json, "aws_security_group");
const rules = Object.values(json.resource["aws_vpc_security_group_ingress_rule"] ?? {});
const logGroups = Object.values(json.resource["aws_cloudwatch_log_group"] ?? {});
const key = only(json, "aws_kms_key");
const keyArn = server["kms_key_id"];
const policy = JSON.parse(String(key["policy"])) as { Statement: { Principal: object; Resource: string }[] };

/** What `protected` and redundancy add. */
const guarded = stackOf();
new RdsPostgres(guarded, "orders", databaseProps(guarded));
const guardedServer = only(synthesized(guarded), "aws_db_instance");

test("CKV_AWS_16 AWS-0080: storage is encrypted, with a key of its own", () => {
  expect(server["storage_encrypted"]).toBe(true);
  expect(keyArn).toMatch(/^\$\{aws_kms_key\./);
});
test("CKV_AWS_17 AWS-0180: the server is not public", () => {
  expect(server["publicly_accessible"]).toBe(false);
});
test("CKV_AWS_118: the operating system is monitored", () => {
  expect(server["monitoring_interval"]).toBe(60);
  expect(server["monitoring_role_arn"]).toMatch(/^\$\{aws_iam_role\./);
});
test("CKV_AWS_129: logs are exported, into groups made before", () => {
  expect(server["enabled_cloudwatch_logs_exports"]).toEqual(["postgresql", "upgrade"]);
  const made = Object.keys(json.resource["aws_cloudwatch_log_group"] ?? {}).map(
    (name) => `aws_cloudwatch_log_group.${name}`,
  );
  expect(server["depends_on"]).toEqual(expect.arrayContaining(made));
  expect(logGroups.map((log) => log["name"])).toEqual([
    "/aws/rds/instance/dev-orders/postgresql",
    "/aws/rds/instance/dev-orders/upgrade",
  ]);
});
test("CKV_AWS_133 AWS-0077: backups are kept", () => {
  expect(server["backup_retention_period"]).toBeGreaterThanOrEqual(7);
  expect(server["delete_automated_backups"]).toBe(false);
});
test("CKV_AWS_149: the administrator's secret is encrypted with the key", () => {
  expect(server["manage_master_user_password"]).toBe(true);
  expect(server["master_user_secret_kms_key_id"]).toBe(keyArn);
  expect(server).not.toHaveProperty("password");
});
test("CKV_AWS_157: a standby stands in a second zone", () => {
  expect(guardedServer["multi_az"]).toBe(true);
});
test("CKV_AWS_161 AWS-0176: IAM authentication is on", () => {
  expect(server["iam_database_authentication_enabled"]).toBe(true);
});
test("CKV_AWS_211: the certificate authority is a modern one", () => {
  expect(server["ca_cert_identifier"]).toBe("rds-ca-rsa2048-g1");
});
test("CKV_AWS_226: minor versions come by themselves", () => {
  expect(server["auto_minor_version_upgrade"]).toBe(true);
});
test("CKV_AWS_293 AWS-0177: the server cannot be deleted by accident", () => {
  expect(guardedServer["deletion_protection"]).toBe(true);
});
test("CKV_AWS_353 AWS-0133: performance data is gathered", () => {
  expect(server["performance_insights_enabled"]).toBe(true);
});
test("CKV_AWS_354 AWS-0078: performance data is encrypted with the key", () => {
  expect(server["performance_insights_kms_key_id"]).toBe(keyArn);
});
test("CKV2_AWS_30: statements are logged", () => {
  expect(parameters).toContainEqual(expect.objectContaining({ name: "log_statement", value: "ddl" }));
  expect(parameters).toContainEqual(expect.objectContaining({ name: "log_min_duration_statement", value: "1000" }));
});
test("CKV2_AWS_60: snapshots carry the tags", () => {
  expect(server["copy_tags_to_snapshot"]).toBe(true);
});
test("CKV2_AWS_69: TLS is required", () => {
  expect(parameters).toContainEqual(expect.objectContaining({ name: "rds.force_ssl", value: "1" }));
});
test("CKV_AWS_23 AWS-0124: group and rules are described", () => {
  expect(group["description"]).toBe("PostgreSQL server dev-orders");
  for (const rule of rules) expect(rule["description"]).toMatch(/^PostgreSQL from /);
});
test("CKV2_AWS_5: the group is attached", () => {
  expect(server["vpc_security_group_ids"]).toEqual([expect.stringMatching(/^\$\{aws_security_group\./)]);
});
test("CKV_AWS_382 AWS-0104: nothing goes out", () => {
  expect(group).not.toHaveProperty("egress");
  expect(json.resource).not.toHaveProperty("aws_vpc_security_group_egress_rule");
});
test("CKV_AWS_260 CKV_AWS_24 CKV_AWS_25 AWS-0107: nothing but PostgreSQL comes in, and not from everywhere", () => {
  expect(group).not.toHaveProperty("ingress");
  expect(rules).toHaveLength(1);
  expect(rules[0]).toMatchObject({ cidr_ipv4: "10.20.0.0/16", from_port: 5432, to_port: 5432 });
});
test("CKV_AWS_158 AWS-0017: log groups are encrypted with the key", () => {
  for (const log of logGroups) expect(log["kms_key_id"]).toBe(keyArn);
});
test("CKV_AWS_66 CKV_AWS_338: logs are kept for a year", () => {
  for (const log of logGroups) expect(log["retention_in_days"]).toBe(365);
});
test("CKV_AWS_7 AWS-0065: the key rotates", () => {
  expect(key["enable_key_rotation"]).toBe(true);
});
test("CKV2_AWS_64 CKV_AWS_33: the key's policy names who may use it", () => {
  expect(policy.Statement.map(({ Principal }) => Principal)).toEqual([
    { AWS: "arn:aws:iam::123456789012:root" },
    { Service: "logs.eu-west-1.amazonaws.com" },
  ]);
});
