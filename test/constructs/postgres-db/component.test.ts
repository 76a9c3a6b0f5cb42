import type { Component, EnvironmentFacts, Profile } from "../../../src/model/component";
import { checksForTarget, existingForTarget, observedForTarget } from "../../../src/model/target-parts";
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

const component = databasesComponent as unknown as Component;

const codes = (given: unknown, where: Partial<EnvironmentFacts> = {}): readonly string[] =>
  checksForTarget(component, read(given).value, { facts: { ...facts("minimal"), ...where }, sections: {} }).map(
    ({ code, path }) => `${code} ${path.join(".")}`,
  );

/** The block of a target that the environment is not on. */
const AZURE = {
  entraOnly: false,
  geoBackup: false,
  parameters: {},
  restoreMode: "point-in-time",
  serviceAccounts: {},
};

describe("what a name alone becomes", () => {
  test.each([
    [
      "minimal",
      { size: "small", storage: 20, highAvailability: false, backupDays: 14, protected: false },
      "standard",
      5,
    ],
    [
      "standard",
      { size: "medium", storage: 100, highAvailability: true, backupDays: 14, protected: true },
      "standard",
      10,
    ],
    ["full", { size: "large", storage: 200, highAvailability: true, backupDays: 35, protected: true }, "advanced", 20],
  ] as const)("in the profile %s", (profile, expected, insights, walStorage) => {
    const common = {
      name: "orders",
      runs: "managed",
      version: "17",
      allowMajorUpgrade: false,
      passwordRevision: 1,
      readReplicas: 0,
      parameters: {},
      inCluster: { adminPasswordRevision: 1, backupAt: "02:00", walStorage },
    };
    expect(read([{ name: "orders" }], profile).value).toEqual([
      { ...common, ...expected, aws: { adminPasswordRevision: 1, insights }, azure: AZURE },
    ]);
  });

  test.each([100, 20, 30, 70])("a ceiling a tenth above %i GiB is enough", (storage) => {
    expect(codes([{ name: "orders", storage, maxStorage: storage * 1.1 - ((storage * 1.1) % 1) }])).toEqual([]);
    expect(codes([{ name: "orders", storage, maxStorage: storage + storage / 10 - 1 }])).toEqual([
      "DATABASE_STORAGE 0.maxStorage",
    ]);
  });

  test("given a concrete instance class, then the size stands beside it, for the other targets", () => {
    const { value } = read([{ name: "orders", aws: { instanceClass: "db.m7g.large" } }]);
    expect(value).toMatchObject([{ size: "small", aws: { instanceClass: "db.m7g.large", insights: "standard" } }]);
  });

  test("given another target, then nothing of the cloud's own is filled in, and its limits do not hold", () => {
    const elsewhere: EnvironmentFacts = { ...facts("full", "e".repeat(30)), target: "kubeadm", region: "cellar" };
    const given = [
      { name: "a".repeat(40), storage: 5, inCluster: { store: "backups" }, parameters: { "rds.force_ssl": "0" } },
    ];
    const { value, findings } = readSection(component, given, elsewhere, () => undefined);
    expect(findings).toEqual([]);
    const sections = { objectStorage: [{ name: "backups", runs: "managed" }] };
    expect(checksForTarget(component, value, { facts: elsewhere, sections })).toEqual([]);
    expect(value).toMatchObject([{ runs: "in-cluster", aws: { insights: "standard" } }]);
    expect(readSection(component, [{ name: "a", aws: { insight: "x" } }], elsewhere, () => undefined).value).toBe(
      undefined,
    );
  });

  test("given no section at all, then there are no databases", () => {
    expect(read(undefined).value).toBeUndefined();
  });

  test("given what the file says, then the profile leaves it alone", () => {
    expect(read([{ name: "orders", highAvailability: true, storage: 50 }]).value[0]).toMatchObject({
      highAvailability: true,
      storage: 50,
    });
  });
});

describe("what is refused in one entry", () => {
  test.each<[string, object, string]>([
    ["no storage", { storage: 0 }, "databases.0.storage"],
    ["half a GiB", { maxStorage: 20.5 }, "databases.0.maxStorage"],
    ["a version that is not in the catalog", { version: "12" }, "databases.0.version"],
    ["a version that is a number", { version: 17 }, "databases.0.version"],
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
    ["the alias of a key", { aws: { encryptionKey: "alias/mine" } }, "databases.0.aws.encryptionKey"],
    ["a private key as a certificate", { caBundle: "-----BEGIN PRIVATE KEY-----" }, "databases.0.caBundle"],
    ["a window of every day as one of a week", { maintenanceWindow: "02:00-03:00" }, "databases.0.maintenanceWindow"],
    [
      "a window of a week as one of every day",
      { aws: { backupWindow: "sun:02:00-sun:03:00" } },
      "databases.0.aws.backupWindow",
    ],
    ["a window that nobody can read", { maintenanceWindow: "sunday" }, "databases.0.maintenanceWindow"],
  ])("%s", (_, entry, path) => {
    expect(read([{ name: "orders", ...entry }]).paths).toEqual([path]);
  });

  test("several at once are all told", () => {
    expect(read([{ name: "orders", storage: 0, version: "9" }]).paths).toHaveLength(2);
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
    ["storage below RDS's", [{ name: "orders", storage: 19 }], "DATABASE_STORAGE 0.storage"],
    ["a ceiling below RDS's storage", [{ name: "orders", maxStorage: 21 }], "DATABASE_STORAGE 0.maxStorage"],
    ["a ceiling above RDS's", [{ name: "orders", maxStorage: 65_537 }], "DATABASE_STORAGE 0.maxStorage"],
    [
      "a ceiling below the storage, once",
      [{ name: "a" }, { name: "orders", storage: 100, maxStorage: 50 }],
      "DATABASE_STORAGE 1.maxStorage",
    ],
    [
      "a window of maintenance that RDS finds short",
      [{ name: "orders", maintenanceWindow: "sun:23:50-mon:00:19" }],
      "DATABASE_WINDOW 0.maintenanceWindow",
    ],
    [
      "a window of backups that RDS finds short",
      [{ name: "orders", aws: { backupWindow: "23:50-00:10" } }],
      "DATABASE_WINDOW 0.aws.backupWindow",
    ],
    [
      "windows that meet",
      [{ name: "orders", maintenanceWindow: "sun:23:30-mon:00:30", aws: { backupWindow: "00:00-01:00" } }],
      "DATABASE_WINDOW 0.aws.backupWindow",
    ],
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
      codes([{ name: "orders", ...entry }], { region });
    const caBundle = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----";
    expect(found("cn-north-1", {})).toEqual(["DATABASE_AUTHORITIES_UNKNOWN 0"]);
    expect(found("cn-north-1", { caBundle })).toEqual([]);
    expect(found("us-east-1", {})).toEqual([]);
  });

  test("a name that is too long together with the environment's", () => {
    const name = "a".repeat(40);
    expect(codes([{ name }], { name: "e".repeat(22) })).toEqual([]);
    expect(codes([{ name }], { name: "e".repeat(23) })).toEqual(["DATABASE_NAME_TOO_LONG 0.name"]);
  });

  test("nothing, where all is well", () => {
    expect(codes([{ name: "orders", services: ["a", "b"] }, { name: "billing" }])).toEqual([]);
  });
});

test("given a major version, then the compatibility guard hears of it", () => {
  const { value } = read([{ name: "orders", version: "16" }]);
  expect(databasesComponent.rules().versions?.(value, { facts: facts("minimal"), sections: {} })).toEqual([
    { kind: "postgres", name: "postgres", version: "16", path: [0, "version"] },
  ]);
});

test("given a key that exists, then a rehearsal is told of it", () => {
  const id = "arn:aws:kms:eu-west-1:123456789012:key/1";
  const { value } = read([{ name: "orders", aws: { encryptionKey: id } }, { name: "billing" }]);
  expect(existingForTarget(component, value, { facts: facts("minimal"), sections: {} })).toEqual([
    { kind: "encryption-key", id },
  ]);
});

describe("a server of Azure without passwords", () => {
  const azure: Partial<EnvironmentFacts> = { target: "aks", region: "westeurope" };
  const told = (given: object, sections: Readonly<Record<string, unknown>> = {}): readonly string[] =>
    checksForTarget(component, read([given]).value, { facts: { ...facts("minimal"), ...azure }, sections }).map(
      ({ code, path, severity }) => `${severity ?? "error"} ${code} ${path.join(".")}`,
    );
  const names = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `worker-${index}`);
  const consumers = (...listed: readonly string[]) => ({
    secrets: { namespaces: listed.map((name) => ({ name, databases: ["orders/orders"] })) },
  });

  test.each<[string, object, object]>([
    ["as it is", {}, {}],
    ["with service accounts", { serviceAccounts: { orders: ["web", "worker"] } }, {}],
    ["with as many as an identity takes", { serviceAccounts: { orders: names(10) } }, consumers("shop", "back")],
  ])("%s is built", (_, block, sections) => {
    expect(told({ name: "orders", azure: { entraOnly: true, ...block } }, { ...sections })).toEqual([]);
  });

  test.each<[string, object, object, string]>([
    [
      "service accounts of services with passwords",
      { azure: { serviceAccounts: { orders: ["web"] } } },
      {},
      "azure.serviceAccounts",
    ],
    [
      "service accounts of no service",
      { azure: { entraOnly: true, serviceAccounts: { billing: ["web"] } } },
      {},
      "azure.serviceAccounts.billing",
    ],
    [
      "a service account twice",
      { azure: { entraOnly: true, serviceAccounts: { orders: ["web", "worker", "web"] } } },
      {},
      "azure.serviceAccounts.orders.2",
    ],
    [
      "more than an identity takes, over all namespaces",
      { azure: { entraOnly: true, serviceAccounts: { orders: names(7) } } },
      consumers("shop", "back", "front"),
      "azure.serviceAccounts.orders",
    ],
    ["as many by the namespaces alone", { azure: { entraOnly: true } }, consumers(...names(21)), "azure.entraOnly"],
    ["a service that no namespace reads", { services: ["default"], azure: { entraOnly: true } }, {}, "azure.entraOnly"],
    ["a server in the cluster", { runs: "in-cluster", azure: { entraOnly: true } }, {}, "azure.entraOnly"],
  ])("%s is refused at its place", (_, given, sections, path) => {
    const found = told({ name: "orders", ...given }, { ...sections });
    expect(found.filter((one) => !one.startsWith("warning"))).toEqual([`error DATABASE_ENTRA 0.${path}`]);
  });

  test("what is restored from it has no passwords either", () => {
    const restored = (block: object) =>
      codes(
        [
          { name: "orders", azure: { entraOnly: true } },
          {
            name: "copy",
            services: ["orders"],
            keyOf: "orders",
            restore: { from: "orders", latest: true },
            azure: block,
          },
        ],
        azure,
      );
    expect(restored({})).toEqual(["DATABASE_ENTRA 1.restore.from"]);
    expect(restored({ entraOnly: true })).toEqual([]);
  });

  test("that nobody reads its figures is told, and nothing waits for them", () => {
    const databases = read([{ name: "orders", azure: { entraOnly: true } }, { name: "billing" }]).value;
    const sections = { observability: {} };
    expect(told({ name: "orders", azure: { entraOnly: true } }, sections)).toEqual([
      "warning DATABASE_NO_METRICS 0.azure.entraOnly",
    ]);
    const jobsOn = (where: Partial<EnvironmentFacts>) => {
      const all = observedForTarget(component, databases, { facts: { ...facts("minimal"), ...where }, sections });
      const [missing] = all
        .flatMap(({ alerts = [] }) => alerts.flatMap(({ rules }) => rules))
        .filter(({ alert }) => alert === "DatabaseMetricsMissing");
      return [all.flatMap(({ exporters = [] }) => exporters.map(({ name }) => name)), missing?.expr];
    };
    expect(jobsOn(azure)).toEqual([["postgres-billing"], 'absent(pg_up{job="postgres-billing"})']);
    // The block is Azure's: elsewhere it says nothing.
    expect(jobsOn({})).toEqual([
      ["postgres-orders", "postgres-billing"],
      'absent(pg_up{job="postgres-orders"}) or absent(pg_up{job="postgres-billing"})',
    ]);
  });

  test("elsewhere its service accounts are read for their form alone", () => {
    const given = [{ name: "orders", azure: { serviceAccounts: { nobody: ["web"] } } }];
    expect(codes(given)).toEqual([]);
    expect(read([{ name: "orders", azure: { serviceAccounts: { orders: ["No Name"] } } }]).paths).toEqual([
      "databases.0.azure.serviceAccounts.orders.0",
    ]);
  });
});
