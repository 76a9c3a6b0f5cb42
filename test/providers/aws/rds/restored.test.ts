/** An instance of the simulated RDS that is made from another one. */
import type { ValueObject } from "../../../../src/rehearsal/protocol/value";
import { Aws, type Given, refusal } from "../support";
import { config, make } from "./fixtures";

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
