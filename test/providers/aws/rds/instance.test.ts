/** An instance of the simulated RDS. */
import { UNKNOWN } from "../../../../src/rehearsal/protocol/value";
import { at, textAt } from "../../support/simulated";
import { ACCOUNT, Aws, network, refusal } from "../support";
import { config, make } from "./fixtures";

describe("an instance", () => {
  test("is known by its resource id, and reached by its identifier", async () => {
    const aws = await Aws.open();

    const made = await make(aws);

    expect(made).toMatchObject({
      id: expect.stringMatching(/^db-[A-Z2-7]{26}$/) as unknown,
      resource_id: made.id,
      arn: `arn:aws:rds:eu-west-1:${ACCOUNT}:db:dev-orders`,
      address: expect.stringMatching(/^dev-orders\.c[a-z0-9]{11}\.eu-west-1\.rds\.amazonaws\.com$/) as unknown,
      endpoint: `${textAt(made, "address")}:5432`,
      port: 5432,
      engine_version: "17",
      engine_version_actual: expect.stringMatching(/^17\.\d+$/) as unknown,
      status: "available",
      iops: 3000,
      storage_throughput: 125,
      license_model: "postgresql-license",
    });
    expect(await aws.imported("aws_db_instance", "dev-orders")).toMatchObject({ id: made.id });
  });

  test.each([
    ["cn-north-1", "rds.amazonaws.com.cn", "aws-cn"],
    ["us-gov-west-1", "rds.amazonaws.com", "aws-us-gov"],
  ])("in %s is reached under %s", async (region, suffix, partition) => {
    const aws = await Aws.open({ region });

    const made = await make(aws);

    expect(textAt(made, "address").endsWith(`.${region}.${suffix}`)).toBe(true);
    expect(made.arn).toBe(`arn:${partition}:rds:${region}:${ACCOUNT}:db:dev-orders`);
  });

  test("keeps its password in a secret that it owns, and that goes with it", async () => {
    const aws = await Aws.open();
    const key = await aws.make("aws_kms_key", {});

    const made = await make(aws, { master_user_secret_kms_key_id: key.arn });

    const arn = textAt(made, "master_user_secret.0.secret_arn");
    expect(arn).toMatch(
      new RegExp(`^arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:rds!db-[0-9a-f-]{36}-[A-Za-z]{6}$`),
    );
    expect(at(made, "master_user_secret.0.kms_key_id")).toBe(key.arn);
    expect(aws.world.get("aws_secretsmanager_secret", arn)?.attributes).toMatchObject({ owning_service: "rds" });
    await aws.destroy("aws_db_instance", made);
    expect(aws.world.get("aws_secretsmanager_secret", arn)).toBeUndefined();
  });

  test("never stores a write-only password", async () => {
    const aws = await Aws.open();

    const made = await make(aws, {
      manage_master_user_password: null,
      password_wo: "hush-hush",
      password_wo_version: 1,
    });

    expect(made).toMatchObject({ password_wo: null, password: null, master_user_secret: [] });
    expect(JSON.stringify(aws.world.list())).not.toContain("hush-hush");
  });

  test("keeps its id when it is renamed, and shows its new address when that is done", async () => {
    const aws = await Aws.open();
    const made = await make(aws);

    const planned = await aws.plan("aws_db_instance", config({ identifier: "dev-purchases" }), made);
    const renamed = await make(aws, { identifier: "dev-purchases" }, made);

    expect(planned.action).toBe("update");
    expect(planned.state).toMatchObject({ address: UNKNOWN, endpoint: UNKNOWN, arn: UNKNOWN, id: made.id });
    expect(renamed).toMatchObject({ id: made.id, arn: `arn:aws:rds:eu-west-1:${ACCOUNT}:db:dev-purchases` });
    expect(textAt(renamed, "address")).toMatch(/^dev-purchases\./);
  });

  test.each([
    ["whose name is taken", {}, "DBInstanceAlreadyExists: DB instance already exists"],
    [
      "that may not grow",
      { identifier: "x", max_allocated_storage: 50 },
      "InvalidParameterCombination: Max storage size must be greater than storage size",
    ],
    [
      "in a group that is not there",
      { identifier: "x", db_subnet_group_name: "none" },
      "DBSubnetGroupNotFoundFault: DBSubnetGroup 'none' not found.",
    ],
    [
      "of a parameter group that is not there",
      { identifier: "x", parameter_group_name: "none" },
      "DBParameterGroupNotFound: DBParameterGroup not found: none",
    ],
    [
      "with a key that is not there",
      { identifier: "x", kms_key_id: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/none` },
      "key/none",
    ],
    [
      "whose user is a reserved word",
      { identifier: "x", username: "admin" },
      "MasterUsername admin cannot be used as it is a reserved word used by the engine",
    ],
    ["with faster storage than its size gives", { identifier: "x", iops: 6000 }, "storage size less than 400"],
  ])("%s is refused", async (_what, given, words) => {
    const aws = await Aws.open();
    await make(aws);

    expect(await refusal(make(aws, given))).toContain(words);
  });

  test("is watched closely only if it is watched, for long enough, and by a role", async () => {
    const aws = await Aws.open();

    expect(await refusal(make(aws, { database_insights_mode: "advanced" }))).toContain("at least 465 days");
    expect(await refusal(make(aws, { monitoring_interval: 60 }))).toContain(
      "A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.",
    );
    await make(aws, {
      database_insights_mode: "advanced",
      performance_insights_enabled: true,
      performance_insights_retention_period: 465,
    });
  });

  test("stands in one VPC with its security groups", async () => {
    const aws = await Aws.open();
    const { subnetIds } = await network(aws);
    await aws.make("aws_db_subnet_group", { name: "dev", subnet_ids: subnetIds });
    const elsewhere = await aws.make("aws_vpc", { cidr_block: "10.9.0.0/16" });
    const group = await aws.make("aws_security_group", { name: "data", vpc_id: elsewhere.id });

    expect(await refusal(make(aws, { db_subnet_group_name: "dev", vpc_security_group_ids: [group.id] }))).toContain(
      "InvalidVPCNetworkStateFault: The DB instance and EC2 security group are in different VPCs.",
    );
  });

  test("takes a parameter group of its engine's family", async () => {
    const aws = await Aws.open();
    for (const family of ["postgres16", "postgres17"])
      await aws.make("aws_db_parameter_group", { name: family, family });

    expect(await refusal(make(aws, { parameter_group_name: "postgres16" }))).toContain(
      "with DBParameterGroupFamily postgres16 cannot be used for this instance. Please use a Parameter Group with DBParameterGroupFamily postgres17",
    );
    const made = await make(aws, { parameter_group_name: "postgres17" });
    const group = await aws.read("aws_db_parameter_group", await aws.imported("aws_db_parameter_group", "postgres17"));
    expect(await refusal(aws.destroy("aws_db_parameter_group", group ?? {}))).toContain("InvalidDBParameterGroupState");
    await aws.destroy("aws_db_instance", made);
    await aws.destroy("aws_db_parameter_group", group ?? {});
  });

  test.each([
    [
      "shrinks",
      { allocated_storage: 20 },
      "Requested storage size (20) cannot be less than the current storage size (50)",
    ],
    [
      "goes back a major",
      { engine_version: "16", allow_major_version_upgrade: true },
      "Cannot upgrade postgres from 17",
    ],
    [
      "goes over a major untold",
      { engine_version: "18" },
      "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.",
    ],
  ])("never %s", async (_what, given, words) => {
    const aws = await Aws.open();
    const made = await make(aws);

    expect(await refusal(make(aws, given, made))).toContain(words);
  });

  test("goes over a major when it is told", async () => {
    const aws = await Aws.open();
    const made = await make(aws);

    const next = await make(aws, { engine_version: "18", allow_major_version_upgrade: true }, made);

    expect(next.engine_version_actual).toMatch(/^18\./);
  });

  test("stays while it is protected", async () => {
    const aws = await Aws.open();
    const made = await make(aws, { deletion_protection: true });

    expect(await refusal(aws.destroy("aws_db_instance", made))).toContain(
      "InvalidParameterCombination: Cannot delete protected DB Instance, please disable deletion protection and try again.",
    );
  });

  test("leaves its final snapshot behind, once of a name", async () => {
    const aws = await Aws.open();
    const final = { skip_final_snapshot: false, final_snapshot_identifier: "dev-orders-final" };

    const unnamed = await make(aws, { skip_final_snapshot: false });
    expect(await refusal(aws.destroy("aws_db_instance", unnamed))).toContain(
      "final_snapshot_identifier is required when skip_final_snapshot is false",
    );
    await aws.destroy("aws_db_instance", await make(aws, final, unnamed));
    expect(aws.ids("aws_db_snapshot")).toEqual(["dev-orders-final"]);

    const again = await make(aws, final);
    expect(await refusal(aws.destroy("aws_db_instance", again))).toContain(
      "DBSnapshotAlreadyExists: Cannot create the snapshot because a snapshot with the identifier dev-orders-final already exists.",
    );
  });
});
