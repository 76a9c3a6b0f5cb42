/** What Terraform is told of a server that is made from backups. */
import { RdsPostgres } from "../../../../src/constructs/postgres-db/aws/rds-postgres";
import type { PostgresDbProps } from "../../../../src/constructs/postgres-db/props";
import { type Attributes, databaseProps, only, problemsOf, stackOf, synthesized } from "../fixtures";

interface Lifecycle {
  readonly ignore_changes: readonly string[];
  readonly postcondition?: readonly { readonly condition: string; readonly error_message: string }[];
}

function instanceOf(props: Partial<PostgresDbProps>): Attributes & { readonly lifecycle: Lifecycle } {
  const stack = stackOf();
  new RdsPostgres(stack, "orders", databaseProps(stack, props));
  return only(synthesized(stack), "aws_db_instance") as Attributes & { readonly lifecycle: Lifecycle };
}

test.each([
  [
    { from: "dev-old", at: "2026-11-25T15:04:00+01:00" },
    { source_db_instance_identifier: "dev-old", restore_time: "2026-11-25T14:04:00Z" },
  ],
  [
    { from: "dev-old", latest: true },
    { source_db_instance_identifier: "dev-old", use_latest_restorable_time: true },
  ],
  [
    { from: "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ", latest: true },
    { source_dbi_resource_id: "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ", use_latest_restorable_time: true },
  ],
  [
    { from: "arn:aws:rds:eu-west-1:123456789012:auto-backup:ab-abc", latest: true },
    {
      source_db_instance_automated_backups_arn: "arn:aws:rds:eu-west-1:123456789012:auto-backup:ab-abc",
      use_latest_restorable_time: true,
    },
  ],
] as const)("%j is what RDS's provider takes, and the condition of one that exists", (restore, expected) => {
  const instance = instanceOf({ restore });
  expect(instance["restore_to_point_in_time"]).toEqual(expected);
  const [made, key] = instance.lifecycle.postcondition ?? [];
  for (const [name, value] of Object.entries(expected)) {
    expect(made?.condition).toContain(`self.restore_to_point_in_time[0].${name}`);
    expect(made?.condition).toContain(`== ${JSON.stringify(value)}`);
  }
  expect(made?.error_message).toMatch(/^The server 'dev-orders' exists already, and was not made from /);
  expect(key?.condition).toMatch(/^\$\{\(?self\.kms_key_id == aws_kms_key\.orders_key\w*\.arn\)?\}$/);
});

test("a snapshot is", () => {
  const instance = instanceOf({ aws: { snapshot: "last" } });
  expect(instance["snapshot_identifier"]).toBe("last");
  expect(instance.lifecycle.postcondition?.[0]?.condition).toBe('${self.snapshot_identifier == "last"}');
});

test("what counts at creation alone is ignored of every server, so that it can be taken out; its key is not", () => {
  const { lifecycle } = instanceOf({ protected: false });
  expect(lifecycle).toEqual({ ignore_changes: ["restore_to_point_in_time", "snapshot_identifier", "username"] });
});

test("a server is never replaced for the key of its source", () => {
  for (const props of [{ restore: { from: "dev-old", latest: true } }, { aws: { snapshot: "last" } }] as const) {
    expect(instanceOf(props).lifecycle.ignore_changes).toEqual(
      expect.arrayContaining(["kms_key_id", "storage_encrypted"]),
    );
  }
});

test("one that is protected stays so", () => {
  expect(instanceOf({ restore: { from: "dev-old", latest: true }, protected: true }).lifecycle).toMatchObject({
    prevent_destroy: true,
  });
});

test("replicas of a restored server copy it, and are restored from nothing", () => {
  const stack = stackOf();
  new RdsPostgres(
    stack,
    "orders",
    databaseProps(stack, { restore: { from: "dev-old", latest: true }, readReplicas: 1 }),
  );
  const all = Object.values(synthesized(stack).resource["aws_db_instance"] ?? {});
  const replica = all.find(({ identifier }) => identifier === "dev-orders-replica-1");
  expect(replica).not.toHaveProperty("restore_to_point_in_time");
  expect(replica).toMatchObject({ lifecycle: { ignore_changes: ["availability_zone"] } });
});

test.each([
  [{ restore: { from: "a_b", latest: true } }, "DATABASE_RESTORE_SOURCE"],
  [{ restore: { from: "dev-old", latest: true }, aws: { snapshot: "last" } }, "DATABASE_RESTORE_SOURCE"],
  [{ restore: { from: "dev-old" } }, "INVALID_PROPS"],
] as const)("%j is refused", (props, code) => {
  const stack = stackOf();
  const make = (): unknown => new RdsPostgres(stack, "orders", databaseProps(stack, props as Partial<PostgresDbProps>));
  expect(problemsOf(make)).toMatchObject([{ code }]);
});
