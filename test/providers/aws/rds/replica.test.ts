/** Subnet groups and read replicas of the simulated RDS. */
import { ACCOUNT, Aws, type Given, network, refusal } from "../support";
import { make } from "./fixtures";

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
