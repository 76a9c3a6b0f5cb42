import type { AttributeChange, ResourceChange } from "../../../../src/model/plan";
import { rdsFacts } from "../../../../src/providers/aws/rds/facts";
import { describeIrreversible } from "../../../helpers/irreversible-cases";
import { describeRules, one } from "../../../helpers/rule-cases";
import { change, create, judged, remove, replace, rulesOf } from "../../../operations/risk/changes";
import { describeNoise } from "../../../helpers/noise-cases";

const DB = "aws_db_instance";
const force = (value: string): object => ({
  parameter: [
    { name: "rds.force_ssl", value },
    { name: "log_statement", value: "0" },
  ],
});

describeRules(rdsFacts, {
  "none/restored": one(
    create(DB, {
      restore_to_point_in_time: [{ source_db_instance_identifier: "dev-orders", restore_time: "2026-11-25T14:04:00Z" }],
    }),
    create(DB, { restore_to_point_in_time: [], snapshot_identifier: null }),
  ),
  "data-loss/backups-shorter": one(
    change(DB, { backup_retention_period: 14 }, { backup_retention_period: 7 }),
    change(DB, { backup_retention_period: 7 }, { backup_retention_period: 14 }),
  ),
  "data-loss/no-final-snapshot": one(
    change(DB, { skip_final_snapshot: false }, { skip_final_snapshot: true }),
    change(DB, { skip_final_snapshot: true, a: 1 }, { skip_final_snapshot: true, a: 2 }),
  ),
  "exposure/tls-not-required": one(
    change("aws_db_parameter_group", force("1"), force("0")),
    change("aws_db_parameter_group", force("0"), force("1")),
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
  "cost/insights-added": one(
    change(DB, { database_insights_mode: "standard" }, { database_insights_mode: "advanced" }),
    change(DB, { database_insights_mode: "advanced" }, { database_insights_mode: "standard" }),
  ),
  "downtime/replica-gone": one(
    remove(DB, { id: "x", replicate_source_db: "dev-orders" }),
    remove(DB, { id: "x", replicate_source_db: "" }),
  ),
  "downtime/replica-promoted": one(
    change(DB, { replicate_source_db: "dev-orders" }, { replicate_source_db: null }),
    change(DB, { replicate_source_db: "dev-orders", a: 1 }, { replicate_source_db: "dev-orders", a: 2 }),
  ),
  "none/storage-grows": one(
    change(DB, { allocated_storage: 20 }, { allocated_storage: 50 }),
    change(DB, { allocated_storage: 20, a: 1 }, { allocated_storage: 20, a: 2 }),
  ),
});

describeIrreversible(rdsFacts, /^https:\/\/docs\.aws\.amazon\.com\//, [
  ["aws_db_instance", "allocated_storage", 50, 20, true],
  ["aws_db_instance", "allocated_storage", 20, 50, false],
  ["aws_db_instance", "engine_version", "18", "17", true],
  ["aws_db_instance", "engine_version", "16", "17", false],
]);

describeNoise(rdsFacts, {
  "database-minor-upgrade": {
    type: DB,
    before: { engine_version_actual: "17.6", auto_minor_version_upgrade: true },
    noise: { engine_version_actual: "17.7", auto_minor_version_upgrade: true },
    drift: { engine_version_actual: "18.1", auto_minor_version_upgrade: true },
  },
  "database-replicas": {
    type: DB,
    before: { replicas: [] },
    noise: { replicas: ["dev-orders-replica-1"] },
    drift: { replicas: [], port: 1 },
  },
  "database-restorable-time": {
    type: DB,
    before: { latest_restorable_time: "a" },
    noise: { latest_restorable_time: "b" },
    drift: { latest_restorable_time: "a", port: 1 },
  },
  "rotated-secret": {
    type: DB,
    before: { master_user_secret: [{ secret_status: "active" }] },
    noise: { master_user_secret: [{ secret_status: "rotating" }] },
    drift: { master_user_secret: [{ secret_status: "impaired" }] },
  },
});

test("an upgrade that nobody asked RDS for is no noise", () => {
  const asked = rdsFacts.noise?.find(({ name }) => name === "database-minor-upgrade")?.when;
  const upgrade = { path: "engine_version_actual", before: "17.6", after: "17.7" } as AttributeChange;
  const server = (asks: boolean): ResourceChange => ({ after: { auto_minor_version_upgrade: asks } }) as never;

  expect(asked?.(upgrade, server(true))).toBe(true);
  expect(asked?.(upgrade, server(false))).toBe(false);
});

test("a replica that goes loses no data, a server does", () => {
  const replica = { id: "x", replicate_source_db: "dev-orders" };
  expect(rulesOf(remove(DB, replica))).not.toContain("data-loss/deleted");
  expect(rulesOf(replace(DB, { ...replica, a: 1 }, { ...replica, a: 2 }))).not.toContain("data-loss/replaced");
  expect(rulesOf(create(DB, { replicate_source_db: "dev-orders", skip_final_snapshot: true }))).not.toContain(
    "data-loss/no-final-snapshot",
  );
  expect(rulesOf(remove(DB))).toContain("data-loss/deleted");
});

test.each([
  [
    { restore_to_point_in_time: [{ source_db_instance_identifier: "a", restore_time: "2026-11-25T14:04:00Z" }] },
    "a as of 2026-11-25T14:04:00Z",
  ],
  [{ restore_to_point_in_time: [{ source_db_instance_identifier: "a", use_latest_restorable_time: true }] }, "a"],
  [{ restore_to_point_in_time: [{ source_db_instance_identifier: "", source_dbi_resource_id: "db-A" }] }, "db-A"],
  [{ restore_to_point_in_time: [], snapshot_identifier: "last" }, "last"],
])("of %j is said from what it is made", (after, from) => {
  const [finding] = judged(create(DB, after)).filter(({ rule }) => rule === "none/restored");
  expect(finding?.reason).toContain(`It is made from ${from}, with`);
});
