import { Lazy, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { POSTGRES_MAJORS } from "../../../../src/catalog/postgres";
import { RdsPostgres, rdsPostgresImplementation } from "../../../../src/constructs/postgres-db/aws/rds-postgres";
import type { PostgresDbProps } from "../../../../src/constructs/postgres-db/props";
import {
  type Attributes,
  databaseProps,
  FakeNetwork,
  only,
  problemsOf,
  stackOf,
  type Synthesized,
  synthesized,
} from "../fixtures";

function synth(props: Partial<PostgresDbProps> = {}): Synthesized {
  const stack = stackOf();
  new RdsPostgres(stack, "orders", databaseProps(stack, props));
  return synthesized(stack);
}
const instance = (props: Partial<PostgresDbProps> = {}): Attributes => only(synth(props), "aws_db_instance");

describe("the server", () => {
  test("given a name alone, then it is protected, redundant, and grows by itself", () => {
    expect(instance()).toMatchObject({
      identifier: "dev-orders",
      engine: "postgres",
      engine_version: "17",
      engine_lifecycle_support: "open-source-rds-extended-support-disabled",
      instance_class: "db.m7g.large",
      storage_type: "gp3",
      allocated_storage: 20,
      max_allocated_storage: 80,
      multi_az: true,
      backup_retention_period: 14,
      delete_automated_backups: false,
      deletion_protection: true,
      port: 5432,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("given a concrete instance class, then it is taken in place of the size's", () => {
    expect(instance({ size: "small", aws: { instanceClass: "db.r8g.large" } })["instance_class"]).toBe("db.r8g.large");
  });

  test("given an environment that may go, then nothing holds the server, but its last snapshot is taken", () => {
    const server = instance({ protected: false });
    expect(server).toMatchObject({ deletion_protection: false, skip_final_snapshot: false });
    expect(server).not.toHaveProperty("lifecycle.prevent_destroy");
  });

  test.each([
    ["standard", 7],
    ["advanced", 465],
  ] as const)("given insights %s, then performance data is kept %d days", (insights, days) => {
    expect(instance({ aws: { insights } })).toMatchObject({
      database_insights_mode: insights,
      performance_insights_retention_period: days,
    });
  });

  test("given an interval, then the administrator's password is rotated at it; else RDS decides", () => {
    expect(only(synth({ aws: { rotateAdminAfterDays: 30 } }), "aws_secretsmanager_secret_rotation")).toMatchObject({
      rotate_immediately: false,
      rotation_rules: { automatically_after_days: 30 },
    });
    expect(synth().resource).not.toHaveProperty("aws_secretsmanager_secret_rotation");
  });

  test("given an existing key, then it is used for everything, and none is made", () => {
    const encryptionKey = "arn:aws:kms:eu-west-1:123456789012:key/1";
    const json = synth({ aws: { encryptionKey } });
    expect(json.resource).not.toHaveProperty("aws_kms_key");
    expect(only(json, "aws_db_instance")).toMatchObject({
      kms_key_id: encryptionKey,
      master_user_secret_kms_key_id: encryptionKey,
      performance_insights_kms_key_id: encryptionKey,
    });
  });

  test("given the same props twice, then the same bytes are synthesized", () => {
    expect(JSON.stringify(synth())).toBe(JSON.stringify(synth()));
  });
});

describe("parameters", () => {
  test.each(POSTGRES_MAJORS)(
    "given major %s, then family and name follow it, and the new group is made first",
    (version) => {
      const family = `postgres${version}`;
      expect(only(synth({ version }), "aws_db_parameter_group")).toMatchObject({
        family,
        name: `dev-orders-${family}`,
        lifecycle: { create_before_destroy: true },
      });
    },
  );

  test("given parameters, then they are laid over the project's own, and static ones wait for a restart", () => {
    const { parameter } = only(
      synth({ parameters: { log_min_duration_statement: "250", max_connections: "200" } }),
      "aws_db_parameter_group",
    );
    expect(parameter).toEqual([
      { apply_method: "immediate", name: "log_min_duration_statement", value: "250" },
      { apply_method: "immediate", name: "log_statement", value: "ddl" },
      { apply_method: "pending-reboot", name: "max_connections", value: "200" },
      { apply_method: "immediate", name: "rds.force_ssl", value: "1" },
    ]);
  });
});

describe("who reaches it", () => {
  test("given nothing, then the network alone, on its port", () => {
    expect(only(synth(), "aws_vpc_security_group_ingress_rule")).toMatchObject({
      cidr_ipv4: "10.20.0.0/16",
      from_port: 5432,
      to_port: 5432,
      ip_protocol: "tcp",
    });
  });

  test("given ranges, also known to Terraform only, then each has a rule of its name", () => {
    const later = Lazy.stringValue({ produce: () => "${data.aws_subnet.office.cidr_block}" });
    const { resource } = synth({ allow: { office: later, vpn: "10.9.0.0/24" } });
    const rules = Object.values(resource["aws_vpc_security_group_ingress_rule"] ?? {});
    expect(rules.map((rule) => rule["cidr_ipv4"])).toEqual(["${data.aws_subnet.office.cidr_block}", "10.9.0.0/24"]);
  });

  test("given a list of ranges, then each has a rule that is called after it, wherever it stands", () => {
    const names = (allow: readonly string[]): readonly string[] =>
      Object.keys(synth({ allow: [...allow] }).resource["aws_vpc_security_group_ingress_rule"] ?? {}).sort();
    expect(names(["10.9.0.0/24", "10.8.0.0/24"])).toEqual(names(["10.8.0.0/24", "10.9.0.0/24"]));
    expect(names(["10.9.0.0/24"])[0]).toContain("from-10-9-0-0-24");
  });

  test("given the subnets of the tier data, then it stands there", () => {
    expect(only(synth(), "aws_db_subnet_group")["subnet_ids"]).toEqual([
      "subnet-data-eu-west-1a",
      "subnet-data-eu-west-1b",
    ]);
  });
});

describe("the last snapshot", () => {
  test("given a server, then the snapshot's name ends in what lives and dies with it, and needs no provider", () => {
    const json = synth();
    const [life] = Object.keys(json.resource["terraform_data"] ?? {});
    expect(only(json, "aws_db_instance")["final_snapshot_identifier"]).toBe(
      `dev-orders-final-\${substr(terraform_data.${life}.id, 0, 8)}`,
    );
  });

  test("given what replaces a server, then it replaces the suffix too", () => {
    const [key] = Object.keys(synth().resource["aws_kms_key"] ?? {});
    expect(only(synth(), "terraform_data")["triggers_replace"]).toEqual({
      identifier: "dev-orders",
      key: `\${aws_kms_key.${key}.arn}`,
      username: "platform_admin",
    });
  });
});

describe("what others see", () => {
  const details = {
    secretId: expect.stringMatching(/^\$\{aws_db_instance\..*\.master_user_secret\[0\]\.secret_arn\}$/) as string,
    keyId: expect.stringMatching(/^\$\{aws_kms_key\..*\.arn\}$/) as string,
  };

  test("given a server, then host and secret are references, name, port and version literals", () => {
    const stack = stackOf();
    const server = new RdsPostgres(stack, "orders", databaseProps(stack));
    new TerraformOutput(stack, "attributes", { value: server.attributes });
    new TerraformOutput(stack, "admin", { value: server.admin });
    const { output } = synthesized(stack);
    expect(output?.["attributes"]?.value).toEqual({
      serverName: "dev-orders",
      host: expect.stringMatching(/^\$\{aws_db_instance\..*\.address\}$/) as string,
      port: 5432,
      readerHost: expect.stringMatching(/^\$\{aws_db_instance\..*\.address\}$/) as string,
      majorVersion: "17",
      details: { ...details, life: expect.stringMatching(/^\$\{terraform_data\..*\.id\}$/) as string },
    });
    expect(output?.["admin"]?.value).toEqual({ kind: "secret", ...details });
    expect(server.node.defaultChild).toBe(server.instance);
  });

  test("given attributes, when another stack adopts them, then they are a server, and make no resources", () => {
    const stack = stackOf();
    const attributes = {
      serverName: "dev-orders",
      host: "db.example.org",
      port: 6543,
      readerHost: "h",
      majorVersion: "17",
      details: { secretId: "arn:secret", keyId: "arn:key" },
    };
    const { serverName, host, port, majorVersion, admin } = rdsPostgresImplementation.fromAttributes(
      stack,
      "orders",
      attributes,
    );
    expect({ serverName, host, port, majorVersion, admin }).toEqual({
      serverName: "dev-orders",
      host: "db.example.org",
      port: 6543,
      majorVersion: "17",
      admin: { kind: "secret", secretId: "arn:secret", keyId: "arn:key" },
    });
    expect(synthesized(stack).resource).toBeUndefined();
  });

  test("given attributes without the administrator's secret, when adopted, then it is refused", () => {
    const attributes = { serverName: "old", host: "h", port: 6543, readerHost: "h", majorVersion: "16", details: {} };
    expect(problemsOf(() => rdsPostgresImplementation.fromAttributes(stackOf(), "old", attributes))).toMatchObject([
      { code: "POSTGRES_ADMIN_UNKNOWN" },
    ]);
  });
});

describe("bad props", () => {
  const refused = (props: Record<string, unknown>): ReturnType<typeof problemsOf> => {
    const stack = stackOf();
    return problemsOf(() => new RdsPostgres(stack, "orders", databaseProps(stack, props)));
  };

  test.each([
    ["a version that is not in the catalog", { version: "9.6" }, "version"],
    ["a name that RDS refuses", { name: "dev--orders" }, "name"],
    ["backups of no use", { backupDays: 1 }, "backupDays"],
    ["an account that is none", { account: "12345" }, "account"],
    ["the alias of a key", { aws: { encryptionKey: "alias/mine" } }, "aws.encryptionKey"],
    ["an instance class that is none", { aws: { instanceClass: "m7g.large" } }, "aws.instanceClass"],
    ["a range that is none", { allow: ["10.0.0.0/8", "10.0.0.0"] }, "allow.1"],
    ["a range of a name that is none", { allow: { office: "10.0.0.0" } }, "allow.office"],
  ])("given %s, then it is refused by name", (_, props, path) => {
    expect(refused(props)).toMatchObject([{ code: "INVALID_PROPS", place: { path } }]);
  });

  test.each([
    ["storage below 20 GiB", { storage: 19 }, "DATABASE_STORAGE storage"],
    ["storage that could not grow", { storage: 60_000 }, "DATABASE_STORAGE storage"],
    ["a ceiling below the storage", { storage: 100, maxStorage: 99 }, "DATABASE_STORAGE maxStorage"],
    ["a ceiling less than a tenth above", { storage: 100, maxStorage: 109 }, "DATABASE_STORAGE maxStorage"],
    ["the world", { allow: ["0.0.0.0/0"] }, "DATABASE_OPEN allow.0"],
    ["the world by name", { allow: { all: "0.0.0.0/0" } }, "DATABASE_OPEN allow.all"],
    ["the world in parts", { allow: { a: "0.0.0.0/2", b: "64.0.0.0/2" } }, "DATABASE_OPEN allow"],
    ["no TLS", { parameters: { "rds.force_ssl": "0" } }, "DATABASE_TLS_REQUIRED parameters.rds.force_ssl"],
    [
      "no TLS, among other parameters",
      { parameters: { log_statement: "all", "rds.force_ssl": "0", work_mem: "4096" } },
      "DATABASE_TLS_REQUIRED parameters.rds.force_ssl",
    ],
    ["half a window", { maintenanceWindow: "sun:03:00-sun:03:20" }, "DATABASE_WINDOW maintenanceWindow"],
  ])("given %s, then it is refused as it is in the file", (_, props, expected) => {
    expect(refused(props).map(({ code, place }) => `${code} ${place?.path ?? ""}`)).toEqual([expected]);
  });

  test("given that TLS is required, among other parameters, then it is no second time", () => {
    const { parameter } = only(
      synth({ parameters: { work_mem: "4096", "rds.force_ssl": "1" } }),
      "aws_db_parameter_group",
    ) as { readonly parameter: readonly { readonly name: string; readonly value: string }[] };

    expect(parameter.filter(({ name }) => name === "rds.force_ssl").map(({ value }) => value)).toEqual(["1"]);
  });

  test("given several, then all are told at once", () => {
    expect(refused({ backupDays: 1, version: "1" })).toHaveLength(2);
    expect(refused({ storage: 1, allow: ["0.0.0.0/0"] })).toHaveLength(2);
  });

  const token = Lazy.stringValue({ produce: () => "${var.version}" });

  test.each(["version", "name", "region"])(
    "given a token as %s, where a literal is needed, then it is refused by name",
    (prop) => {
      expect(refused({ [prop]: token })).toMatchObject([{ code: "TOKEN_NOT_ALLOWED", place: { path: prop } }]);
    },
  );

  test("given tokens where the cloud alone needs the value, then they are taken", () => {
    const json = synth({
      account: token,
      parameters: { work_mem: token },
      aws: { instanceClass: token, encryptionKey: token },
    });
    expect(only(json, "aws_db_instance")).toMatchObject({
      instance_class: "${var.version}",
      kms_key_id: "${var.version}",
    });
  });

  test.each([
    "storageGib",
    "maxStorageGib",
    "keyArn",
    "allowedCidrs",
    "majorVersion",
    "backupRetentionDays",
    "multiAz",
  ])("given a key that no prop has, such as %s, then it is refused", (prop) => {
    expect(refused({ [prop]: 1 })).toMatchObject([
      { code: "INVALID_PROPS", message: expect.stringContaining(prop) as string },
    ]);
  });

  test("given a network of one zone, then it is refused before Amazon does", () => {
    const stack = stackOf();
    const network = new FakeNetwork(new Construct(stack, "other"), ["eu-west-1a"]);
    expect(problemsOf(() => new RdsPostgres(stack, "orders", databaseProps(stack, { network })))).toMatchObject([
      { code: "DATABASE_SUBNETS" },
    ]);
  });
});
