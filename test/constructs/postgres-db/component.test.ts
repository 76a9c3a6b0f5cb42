import { type EnvironmentFacts, type Profile } from "../../../src/model/component";
import { checkDatabases } from "../../../src/constructs/postgres-db/check";
import { databasesComponent } from "../../../src/constructs/postgres-db/component";
import type { DatabasesSection } from "../../../src/constructs/postgres-db/section";
import { readSection } from "../../../src/environment/sections";

function facts(profile: Profile, name = "dev"): EnvironmentFacts {
  return {
    name,
    target: "eks",
    profile,
    protected: profile !== "minimal",
    region: "eu-west-1",
    account: "123456789012",
    admins: [],
    owner: "team",
    tags: {},
    file: "environment.yaml",
  };
}

function read(given: unknown, profile: Profile = "minimal"): { value: DatabasesSection; paths: readonly string[] } {
  const { value, findings } = readSection(databasesComponent, given, facts(profile), () => undefined);
  return { value: value as DatabasesSection, paths: findings.map(({ path }) => path.join(".")) };
}

const codes = (given: unknown, name = "dev"): readonly string[] =>
  (databasesComponent.check?.(read(given).value, { facts: facts("minimal", name), sections: {} }) ?? []).map(
    ({ code, path }) => `${code} ${path.join(".")}`,
  );

describe("what a name alone becomes", () => {
  test.each([
    ["minimal", { size: "small", storage: 20, multiAz: false, backupDays: 14, insights: "standard", protected: false }],
    [
      "standard",
      { size: "medium", storage: 100, multiAz: true, backupDays: 14, insights: "standard", protected: true },
    ],
    ["full", { size: "large", storage: 200, multiAz: true, backupDays: 35, insights: "advanced", protected: true }],
  ] as const)("in the profile %s", (profile, expected) => {
    expect(read([{ name: "orders" }], profile).value).toEqual([
      { name: "orders", version: "17", allowMajorUpgrade: false, passwordRevision: 1, parameters: {}, ...expected },
    ]);
  });

  test("given a concrete instance class, then no size stands beside it", () => {
    const { value } = read([{ name: "orders", instanceClass: "db.m7g.large" }, { name: "billing" }]);
    expect(value.map(({ size, instanceClass }) => size ?? instanceClass)).toEqual(["db.m7g.large", "small"]);
  });

  test("given no section at all, then there are no databases", () => {
    expect(read(undefined).value).toEqual([]);
  });

  test("given what the file says, then the profile leaves it alone", () => {
    expect(read([{ name: "orders", multiAz: true, storage: 50 }]).value[0]).toMatchObject({
      multiAz: true,
      storage: 50,
    });
  });
});

describe("what is refused in one entry", () => {
  test.each<[string, object, string]>([
    ["storage below 20 GiB", { storage: 19 }, "databases.0.storage"],
    ["a ceiling below the storage", { storage: 100, maxStorage: 50 }, "databases.0.maxStorage"],
    ["a version that is not in the catalog", { version: "12" }, "databases.0.version"],
    ["a version that is a number", { version: 17 }, "databases.0.version"],
    ["a size and an instance class", { size: "large", instanceClass: "db.m7g.large" }, "databases.0.instanceClass"],
    ["a service with PostgreSQL's own name", { services: ["public"] }, "databases.0.services.0"],
    ["a service with RDS's own name", { services: ["rdsadmin"] }, "databases.0.services.0"],
    ["a service that begins as PostgreSQL's do", { services: ["pg_orders"] }, "databases.0.services.0"],
    ["the revision 0", { passwordRevision: 0 }, "databases.0.passwordRevision"],
    ["half a revision", { passwordRevision: 1.5 }, "databases.0.passwordRevision"],
    ["a revision without end", { passwordRevision: 100_000 }, "databases.0.passwordRevision"],
    ["a service that is no word", { services: ["Orders"] }, "databases.0.services.0"],
    ["no service at all", { services: [] }, "databases.0.services"],
    ["a name that is no word", { name: "Orders_1" }, "databases.0.name"],
    ["too many days of backups", { backupDays: 36 }, "databases.0.backupDays"],
    ["the alias of a key", { encryptionKey: "alias/mine" }, "databases.0.encryptionKey"],
    ["a private key as a certificate", { caBundle: "-----BEGIN PRIVATE KEY-----" }, "databases.0.caBundle"],
    ["a window that RDS cannot read", { maintenanceWindow: "sunday" }, "databases.0.maintenanceWindow"],
  ])("%s", (_, entry, path) => {
    expect(read([{ name: "orders", ...entry }]).paths).toEqual([path]);
  });

  test("several at once are all told", () => {
    expect(read([{ name: "orders", storage: 1, version: "9" }]).paths).toHaveLength(2);
  });
});

describe("what is refused across entries", () => {
  test.each<[string, object[], string]>([
    ["two databases of one name", [{ name: "orders" }, { name: "orders" }], "DATABASE_TWICE 1.name"],
    ["a service twice", [{ name: "orders", services: ["a", "b", "a"] }], "DATABASE_SERVICE_TWICE 0.services.2"],
    [
      "connections without TLS",
      [{ name: "orders", parameters: { "rds.force_ssl": "0" } }],
      "DATABASE_TLS_REQUIRED 0.parameters.rds.force_ssl",
    ],
    ["the world", [{ name: "orders", allow: ["10.0.0.0/8", "0.0.0.0/0"] }], "DATABASE_OPEN 0.allow.1"],
  ])("%s", (_, given, expected) => {
    expect(codes(given)).toEqual([expected]);
  });

  test.each(["postgres", "template1", "none", "rdsadmin"])(
    "the reserved name %s, unless services are listed",
    (name) => {
      expect(codes([{ name }])).toEqual(["DATABASE_NAME_RESERVED 0.name"]);
      expect(codes([{ name, services: ["orders"] }])).toEqual([]);
    },
  );

  test("a region whose authorities are not known, unless they are given", () => {
    const found = (region: string, entry: object): readonly string[] =>
      checkDatabases(read([{ name: "orders", ...entry }]).value, {
        facts: { ...facts("minimal"), region },
        sections: {},
      }).map(({ code }) => code);
    const caBundle = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----";
    expect(found("cn-north-1", {})).toEqual(["DATABASE_AUTHORITIES_UNKNOWN"]);
    expect(found("cn-north-1", { caBundle })).toEqual([]);
    expect(found("us-east-1", {})).toEqual([]);
  });

  test("a name that is too long together with the environment's", () => {
    const name = "a".repeat(40);
    expect(codes([{ name }], "e".repeat(22))).toEqual([]);
    expect(codes([{ name }], "e".repeat(23))).toEqual(["DATABASE_NAME_TOO_LONG 0.name"]);
  });

  test("nothing, where all is well", () => {
    expect(codes([{ name: "orders", services: ["a", "b"] }, { name: "billing" }])).toEqual([]);
  });
});

test("given a major version, then the compatibility guard hears of it", () => {
  const { value } = read([{ name: "orders", version: "16" }]);
  expect(databasesComponent.versions?.(value, { facts: facts("minimal"), sections: {} })).toEqual([
    { kind: "postgres", name: "postgres", version: "16", path: [0, "version"] },
  ]);
});
