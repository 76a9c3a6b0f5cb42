/** A server's read replicas. */
import { TerraformOutput } from "cdktf";
import { RdsPostgres } from "../../../../src/constructs/postgres-db/aws/rds-postgres";
import { databaseProps, only, problemsOf, stackOf, synthesized } from "../fixtures";

describe("read replicas", () => {
  interface Instance {
    readonly identifier: string;
    readonly [field: string]: unknown;
  }
  const instancesOf = (readReplicas: number, more: object = {}): ReadonlyMap<string, Instance> => {
    const stack = stackOf();
    new RdsPostgres(stack, "orders", databaseProps(stack, { readReplicas, ...more }));
    const all = Object.values(synthesized(stack).resource["aws_db_instance"] ?? {}) as unknown as readonly Instance[];
    return new Map(all.map((instance) => [instance.identifier, instance]));
  };

  test("are counted from the first, in the zones in turn, and copy the server by its identifier", () => {
    const instances = instancesOf(3);
    expect([...instances.keys()].sort()).toEqual(["dev-orders", ...[1, 2, 3].map((at) => `dev-orders-replica-${at}`)]);
    const zones = [1, 2, 3].map((at) => instances.get(`dev-orders-replica-${at}`)?.["availability_zone"]);
    expect(zones).toEqual(["eu-west-1a", "eu-west-1b", "eu-west-1a"]);
    const replica = instances.get("dev-orders-replica-1");
    expect(replica).toMatchObject({
      replicate_source_db: expect.stringMatching(/^\$\{aws_db_instance\..*\.identifier\}$/) as string,
      backup_retention_period: 0,
      skip_final_snapshot: true,
      lifecycle: { ignore_changes: ["availability_zone"], replace_triggered_by: [expect.any(String)] },
    });
    // What RDS takes from the source, or refuses.
    for (const field of [
      "engine",
      "username",
      "password_wo",
      "kms_key_id",
      "db_subnet_group_name",
      "allocated_storage",
    ]) {
      expect(replica).not.toHaveProperty(field);
    }
  });

  test("have all that makes the server safe", () => {
    const instances = instancesOf(1, { protected: true });
    const [server, replica] = ["dev-orders", "dev-orders-replica-1"].map((name) => instances.get(name));
    for (const field of [
      "storage_encrypted",
      "publicly_accessible",
      "parameter_group_name",
      "vpc_security_group_ids",
      "iam_database_authentication_enabled",
      "ca_cert_identifier",
      "monitoring_role_arn",
      "performance_insights_kms_key_id",
      "enabled_cloudwatch_logs_exports",
      "deletion_protection",
    ]) {
      expect(replica?.[field]).toEqual(server?.[field]);
      expect(replica?.[field]).toBeDefined();
    }
    expect(replica).toMatchObject({ lifecycle: { prevent_destroy: true } });
  });

  test("the administrator's password is given by write-only arguments alone, since RDS manages none", () => {
    const stack = stackOf();
    const server = new RdsPostgres(stack, "orders", databaseProps(stack, { readReplicas: 1 }));
    new TerraformOutput(stack, "reader", { value: server.readerHost });
    const json = synthesized(stack) as ReturnType<typeof synthesized> & {
      readonly ephemeral: Readonly<Record<string, Readonly<Record<string, object>>>>;
      readonly terraform: { readonly required_version: string };
    };
    const [name = ""] = Object.keys(json.ephemeral["aws_secretsmanager_random_password"] ?? {});
    const password = `ephemeral.aws_secretsmanager_random_password.${name}.random_password`;
    const all = Object.values(json.resource["aws_db_instance"] ?? {});
    const [instance] = all.filter(({ identifier }) => identifier === "dev-orders");
    expect(instance).toMatchObject({ password_wo: `\${${password}}`, password_wo_version: 1 });
    expect(instance).not.toHaveProperty("manage_master_user_password");
    expect(only(json, "aws_secretsmanager_secret_version")).toMatchObject({
      secret_string_wo: `\${jsonencode({ username = "platform_admin", password = ${password} })}`,
      secret_string_wo_version: 1,
    });
    expect(json.terraform.required_version).toBe(">= 1.11.0, < 2.0.0");
    expect(json.output?.["reader"]?.value).toMatch(/replicas_1.*\.address\}$/);
    expect(server.admin).toMatchObject({ kind: "secret" });
  });

  test("what reads connects to all of several, each by its own name", () => {
    const stack = stackOf();
    const { readerHost } = new RdsPostgres(stack, "orders", databaseProps(stack, { readReplicas: 2 }));
    new TerraformOutput(stack, "reader", { value: readerHost });
    expect(synthesized(stack).output?.["reader"]?.value).toMatch(
      /replicas_1.*\.address\},\$\{.*replicas_2.*\.address\}$/,
    );
  });

  test.each([
    [{ readReplicas: 16 }, "DATABASE_REPLICAS"],
    [{ readReplicas: -1 }, "INVALID_PROPS"],
    [{ readReplicas: 1, aws: { rotateAdminAfterDays: 30 } }, "DATABASE_ROTATION"],
  ])("%j is refused", (props, code) => {
    const stack = stackOf();
    expect(problemsOf(() => new RdsPostgres(stack, "orders", databaseProps(stack, props)))).toMatchObject([{ code }]);
  });
});
