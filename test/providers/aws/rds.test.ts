import type { ValueObject } from "../../../src/rehearsal/protocol/value";
import { UNKNOWN } from "../../../src/rehearsal/protocol/value";
import { at, textAt } from "../support/simulated";
import { ACCOUNT, Aws, type Given, network, refusal } from "./support";

const CONFIG: Given = {
  identifier: "dev-orders",
  engine: "postgres",
  engine_version: "17",
  instance_class: "db.t4g.micro",
  allocated_storage: 50,
  storage_type: "gp3",
  storage_encrypted: true,
  username: "owner",
  manage_master_user_password: true,
  skip_final_snapshot: true,
};

const config = (given: Given = {}): Given => ({ ...CONFIG, ...given });
const make = (aws: Aws, given: Given = {}, prior: ValueObject | null = null) =>
  aws.make("aws_db_instance", config(given), prior);

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

describe("a subnet group", () => {
  test("covers two zones of one VPC, and stays while instances are in it", async () => {
    const aws = await Aws.open();
    const { vpc, subnetIds } = await network(aws);
    const group = (subnets: readonly string[]) => aws.make("aws_db_subnet_group", { name: "dev", subnet_ids: subnets });

    expect(await refusal(group(subnetIds.slice(0, 1)))).toContain(
      "DBSubnetGroupDoesNotCoverEnoughAZs: The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: eu-west-1a.",
    );
    const made = await group(subnetIds.slice(0, 2));
    expect(made).toMatchObject({ id: "dev", arn: `arn:aws:rds:eu-west-1:${ACCOUNT}:subgrp:dev`, vpc_id: vpc.id });
    expect(await refusal(group(subnetIds))).toContain("DBSubnetGroupAlreadyExists");
    await make(aws, { db_subnet_group_name: "dev" });
    expect(await refusal(aws.destroy("aws_db_subnet_group", made))).toContain("InvalidDBSubnetGroupStateFault");
  });
});

describe("a read replica", () => {
  const SOURCE: Given = {
    manage_master_user_password: null,
    password_wo: "made up",
    password_wo_version: 1,
    backup_retention_period: 14,
    allocated_storage: 70,
  };
  const REPLICA: Given = {
    identifier: "dev-orders-replica-1",
    replicate_source_db: "dev-orders",
    instance_class: "db.t4g.micro",
    storage_type: "gp3",
    backup_retention_period: 0,
    skip_final_snapshot: true,
  };
  const copy = (aws: Aws, given: Given = {}) => aws.make("aws_db_instance", { ...REPLICA, ...given });

  test("has its source's engine, version, storage, user and key; the source knows it", async () => {
    const aws = await Aws.open();
    const source = await make(aws, SOURCE);

    const replica = await copy(aws);

    for (const same of ["engine", "engine_version_actual", "allocated_storage", "username", "kms_key_id"]) {
      expect(replica[same]).toEqual(source[same]);
    }
    expect(replica.address).not.toEqual(source.address);
    expect((await aws.read("aws_db_instance", source))?.replicas).toEqual(["dev-orders-replica-1"]);
  });

  test.each([
    [
      { manage_master_user_password: true, password_wo: null, password_wo_version: null },
      {},
      "where ManageMasterUserPassword is enabled",
    ],
    [{ backup_retention_period: 0 }, {}, "Automated backups are not enabled"],
    [{}, { db_subnet_group_name: "default" }, "DBSubnetGroupNotAllowedFault"],
    [{}, { replicate_source_db: "other" }, "DBInstance other not found"],
  ] as const)("of a source %j as %j is refused", async (source, given, words) => {
    const aws = await Aws.open();
    await make(aws, { ...SOURCE, ...source });

    expect(JSON.stringify(await refusal(copy(aws, given)))).toContain(words);
  });
});

describe("a restored instance", () => {
  const TIME = "2025-01-31T14:04:00Z";
  const from = (block: Given, more: Given = {}): Given =>
    config({ identifier: "dev-restored", restore_to_point_in_time: [block], ...more });
  const restore = (aws: Aws, block: Given, more: Given = {}): Promise<ValueObject> =>
    aws.make("aws_db_instance", from(block, more));

  test("is made from a server, as of a time or as late as there are backups", async () => {
    const aws = await Aws.open();
    await make(aws);
    const source = { source_db_instance_identifier: "dev-orders" };
    expect(await restore(aws, { ...source, restore_time: TIME })).toMatchObject({ identifier: "dev-restored" });
    await restore(aws, { ...source, use_latest_restorable_time: true }, { identifier: "dev-third" });
  });

  test.each<[string, Given, Given, RegExp]>([
    [
      "of a server that is not there",
      { source_db_instance_identifier: "prod-orders", restore_time: TIME },
      {},
      /DBInstanceNotFound.*prod-orders not found/,
    ],
    [
      "of backups that are not there",
      { source_dbi_resource_id: "db-NONE", restore_time: TIME },
      {},
      /DBInstanceNotFound.*db-NONE/,
    ],
    [
      "as of a time that is still to come",
      { source_db_instance_identifier: "dev-orders", restore_time: "2999-01-01T00:00:00Z" },
      {},
      /InvalidRestoreFault/,
    ],
    ["as of no time", { source_db_instance_identifier: "dev-orders" }, {}, /RestoreTime or UseLatestRestorableTime/],
    [
      "with less storage",
      { source_db_instance_identifier: "dev-orders", restore_time: TIME },
      { allocated_storage: 49 },
      /\(49\) cannot be less than that of the source \(50\)/,
    ],
    [
      "with another version",
      { source_db_instance_identifier: "dev-orders", restore_time: TIME },
      { engine_version: "18" },
      /has the version of its source, 17\./,
    ],
  ])("%s is refused", async (_what, block, more, message) => {
    const aws = await Aws.open();
    await make(aws);
    expect(await refusal(restore(aws, block, more))).toMatch(message);
  });

  test("keeps its source's key, and cannot have another one", async () => {
    const aws = await Aws.open();
    const [own, other] = [await aws.make("aws_kms_key", {}), await aws.make("aws_kms_key", { description: "other" })];
    await make(aws, { kms_key_id: own.arn });
    const block = { source_db_instance_identifier: "dev-orders", restore_time: TIME };
    expect(await refusal(restore(aws, block, { kms_key_id: other.arn }))).toMatch(/keeps the key of its source/);
    expect(await restore(aws, block, { kms_key_id: own.arn })).toMatchObject({ kms_key_id: own.arn });
  });

  test("of a server without backups there is none", async () => {
    const aws = await Aws.open();
    await make(aws, { backup_retention_period: 0 });
    expect(await refusal(restore(aws, { source_db_instance_identifier: "dev-orders", restore_time: TIME }))).toMatch(
      /PointInTimeRestoreNotEnabled/,
    );
  });

  test("is made from what a server left that is gone, by its resource id, and from its last snapshot", async () => {
    const aws = await Aws.open();
    const key = await aws.make("aws_kms_key", {});
    const more = { kms_key_id: key.arn, delete_automated_backups: false, backup_retention_period: 7 };
    const gone = await make(aws, { ...more, skip_final_snapshot: false, final_snapshot_identifier: "last" });
    await aws.destroy("aws_db_instance", gone);
    const block = { use_latest_restorable_time: true };
    expect(await refusal(restore(aws, { ...block, source_db_instance_identifier: "dev-orders" }))).toMatch(/not found/);
    const same = { ...more, identifier: "dev-orders", skip_final_snapshot: true };
    const back = await restore(aws, { ...block, source_dbi_resource_id: gone.resource_id }, same);
    expect(back.id).not.toBe(gone.id);
    expect(
      await refusal(make(aws, { identifier: "dev-late", snapshot_identifier: "last", allocated_storage: 20, ...more })),
    ).toMatch(/\(20\) cannot be less/);
    expect(await refusal(make(aws, { identifier: "dev-late", snapshot_identifier: "first" }))).toMatch(
      /DBSnapshotNotFound.*first/,
    );
    expect(await make(aws, { identifier: "dev-late", snapshot_identifier: "last", ...more })).toMatchObject({
      identifier: "dev-late",
    });
  });

  test("would be replaced for another time, and for none", async () => {
    const aws = await Aws.open();
    await make(aws);
    const block = { source_db_instance_identifier: "dev-orders", restore_time: TIME };
    const made = await restore(aws, block);
    const actionFor = async (given: Given): Promise<unknown> =>
      (await aws.plan("aws_db_instance", { ...config({ identifier: "dev-restored" }), ...given }, made)).action;
    expect(await actionFor({ restore_to_point_in_time: [block] })).toBe("nothing");
    expect(await actionFor({})).toBe("replace");
    expect(await actionFor({ restore_to_point_in_time: [{ ...block, restore_time: "2025-01-31T14:05:00Z" }] })).toBe(
      "replace",
    );
  });
});
