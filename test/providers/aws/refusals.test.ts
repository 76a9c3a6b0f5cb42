/** What AWS says no to, where a plan looks right: traps that cost others an evening. */
import { Aws, refusal, type Given } from "./support";

describe("AWS refuses", () => {
  test("a certificate whose proof is not in DNS: it waits in vain", async () => {
    const aws = await Aws.open();
    const { arn } = await aws.make("aws_acm_certificate", {
      domain_name: "shop.example.com",
      validation_method: "DNS",
    });
    const wait = aws.make("aws_acm_certificate_validation", {
      certificate_arn: arn,
      validation_record_fqdns: ["_elsewhere.shop.example.com"],
    });

    expect(await refusal(wait)).toContain("timeout while waiting for state to become 'ISSUED'");
  });

  test("to change a parameter that needs a restart at once", async () => {
    const aws = await Aws.open();
    const group = (method: string, name = "shared_preload_libraries") =>
      aws.make("aws_db_parameter_group", {
        name: `orders-${method}`,
        family: "postgres17",
        parameter: [{ name, value: "pg_stat_statements", apply_method: method }],
      });

    expect(await refusal(group("immediate"))).toContain("cannot use immediate apply method for static parameter");
    await group("pending-reboot");
    await group("immediate", "log_statement");
  });

  test.each<[string, Given, string]>([
    [
      "insights in depth that are not kept long",
      { database_insights_mode: "advanced", performance_insights_enabled: true },
      "at least 465 days",
    ],
    ["monitoring without a role", { monitoring_interval: 60 }, "A MonitoringRoleARN value is required"],
    [
      "a ceiling below what is allocated",
      { max_allocated_storage: 20 },
      "Max storage size must be greater than storage size",
    ],
    ["a new instance without a user", { username: null }, '"username": required field is not set'],
    [
      "a new instance without a password",
      { manage_master_user_password: null },
      '"manage_master_user_password" is required',
    ],
  ])("a database with %s", async (_what, given, words) => {
    const aws = await Aws.open();
    const make = aws.make("aws_db_instance", {
      identifier: "orders",
      engine: "postgres",
      engine_version: "17",
      instance_class: "db.t4g.medium",
      allocated_storage: 20,
      username: "owner",
      manage_master_user_password: true,
      ...given,
    });

    expect(await refusal(make)).toContain(words);
  });

  test.each<[string, Given, Given, string]>([
    [
      "private DNS in a VPC that does not resolve it",
      {},
      {},
      "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames",
    ],
    [
      "two endpoints of one name",
      { enable_dns_hostnames: true },
      { twice: true },
      "conflicting DNS domain for ecr.api",
    ],
  ])("%s", async (_what, network, { twice }, words) => {
    const aws = await Aws.open();
    const { id } = await aws.make("aws_vpc", { cidr_block: "10.0.0.0/16", ...network });
    const endpoint = () =>
      aws.make("aws_vpc_endpoint", {
        vpc_id: id,
        service_name: "com.amazonaws.eu-west-1.ecr.api",
        vpc_endpoint_type: "Interface",
        private_dns_enabled: true,
      });
    if (twice) await endpoint();

    expect(await refusal(endpoint())).toContain(words);
  });

  test("a bucket whose name somebody else has", async () => {
    const aws = await Aws.open();
    await aws.make("aws_s3_bucket", { bucket: "states" });
    const other = await Aws.open({ allowed_account_ids: ["444455556666"] }, aws.world);

    expect(await refusal(other.make("aws_s3_bucket", { bucket: "states" }))).toContain("BucketAlreadyExists");
    expect(await refusal(aws.make("aws_s3_bucket", { bucket: "states" }))).toContain("BucketAlreadyOwnedByYou");
  });

  test("to empty a bucket by deleting it, unless it is told to", async () => {
    const aws = await Aws.open();
    const bucket = await aws.make("aws_s3_bucket", { bucket: "states" });
    await aws.make("aws_s3_object", { bucket: "states", key: "a", content: "b" });

    expect(await refusal(aws.destroy("aws_s3_bucket", bucket))).toContain("BucketNotEmpty");
    const forced = await aws.make("aws_s3_bucket", { bucket: "states", force_destroy: true }, bucket);
    await aws.destroy("aws_s3_bucket", forced);
    expect(aws.world.list()).toEqual([]);
  });

  test("more policies on a role than its quota", async () => {
    const aws = await Aws.open();
    await aws.make("aws_iam_role", {
      name: "many",
      assume_role_policy: JSON.stringify({
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
      }),
    });
    const attach = (index: number) =>
      aws.make("aws_iam_role_policy_attachment", { role: "many", policy_arn: `arn:aws:iam::aws:policy/P${index}` });
    for (let index = 0; index < 10; index++) await attach(index);

    expect(await refusal(attach(10))).toContain("Cannot exceed quota for PoliciesPerRole: 10");
  });

  test("a rotation that nothing carries out", async () => {
    const aws = await Aws.open();
    const { id } = await aws.make("aws_secretsmanager_secret", { name: "orders" });
    const rotate = aws.make("aws_secretsmanager_secret_rotation", {
      secret_id: id,
      rotation_rules: [{ automatically_after_days: 30 }],
    });

    expect(await refusal(rotate)).toContain("No Lambda rotation function ARN is associated with this secret.");
  });
});
