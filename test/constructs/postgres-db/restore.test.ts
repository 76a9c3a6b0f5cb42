/** Servers that are made from backups: what the file may say, and what is refused. */
import type { Component, EnvironmentFacts, SectionProblem } from "../../../src/model/component";
import { checksForTarget, existingForTarget } from "../../../src/model/target-parts";
import { checkRestore } from "../../../src/constructs/postgres-db/check-restore";
import { databasesComponent } from "../../../src/constructs/postgres-db/component";
import { pointOf, restoreSchema } from "../../../src/constructs/postgres-db/restore";
import type { DatabasesSection } from "../../../src/constructs/postgres-db/section";
import { readSection } from "../../../src/environment/sections";

const FACTS: EnvironmentFacts = {
  name: "dev",
  target: "eks",
  profile: "minimal",
  protected: false,
  region: "eu-west-1",
  account: "123456789012",
  admins: [],
  owner: "team",
  tags: {},
  file: "environment.yaml",
};
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555";
const GONE = "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const BACKUPS = "arn:aws:rds:eu-west-1:123456789012:auto-backup:ab-abcdef";

const component = databasesComponent as unknown as Component;

function read(given: unknown): DatabasesSection {
  return readSection(component, given, FACTS, () => undefined).value as DatabasesSection;
}

const found = (given: unknown): readonly SectionProblem[] =>
  checksForTarget(component, read(given), { facts: FACTS, sections: {} });

const told = (given: unknown): readonly string[] =>
  found(given).map(
    ({ code, path, severity }) => `${code} ${path.join(".")}${severity === "warning" ? " (warning)" : ""}`,
  );

/** `orders`, and one that is restored from it. */
const pair = (restored: object, orders: object = {}): readonly object[] => [
  { name: "orders", ...orders },
  { name: "restored", services: ["orders"], restore: { from: "orders", latest: true }, keyOf: "orders", ...restored },
];

describe("a time", () => {
  test.each(["2026-11-25T14:04:00Z", "2026-11-25T14:04:00.250Z", "2026-11-25T15:04:00+01:00"])("%s is one", (at) => {
    const restore = restoreSchema.parse({ from: "orders", at });
    expect(pointOf(restore)).toBe("orders as of 2026-11-25T14:04:00Z");
  });

  test.each(["2026-11-25T14:04:00", "2026-11-25", "2026-11-25T14:04Z", "2026-02-30T14:04:00Z", "14:04", "latest"])(
    "%s is none",
    (at) => {
      expect(restoreSchema.safeParse({ from: "orders", at }).success).toBe(false);
    },
  );

  test.each([
    [{ from: "orders" }],
    [{ from: "orders", at: "2026-11-25T14:04:00Z", latest: true }],
    [{ from: "orders", latest: false }],
    [{ latest: true }],
    [{ from: "", latest: true }],
    [{ from: "orders", latest: true, to: "x" }],
  ])("%j is refused", (restore) => {
    expect(restoreSchema.safeParse(restore).success).toBe(false);
  });

  test("that is still to come is refused, by its zone", () => {
    const at = "2026-11-25T14:04:00-05:00";
    const [orders, restored] = read(pair({ restore: { from: "orders", at } }));
    if (!orders || !restored) throw new Error("two were given");
    const problems = (now: string): readonly SectionProblem[] =>
      checkRestore([orders, restored], restored, Date.parse(now));
    expect(problems("2026-11-25T19:03:59Z")).toMatchObject([
      { code: "DATABASE_RESTORE_TIME", path: ["restore", "at"] },
    ]);
    expect(problems("2026-11-25T19:03:59Z")[0]?.severity).toBeUndefined();
    expect(problems("2026-11-25T19:04:00Z")).toEqual([]);
  });

  test("before the first backup of a server of this file is a warning: the block may only have been left there", () => {
    const [orders, restored] = read(
      pair({ restore: { from: "orders", at: "2026-11-01T00:00:00Z" } }, { backupDays: 7 }),
    );
    if (!orders || !restored) throw new Error("two were given");
    const problems = (now: string): readonly SectionProblem[] =>
      checkRestore([orders, restored], restored, Date.parse(now));
    expect(problems("2026-11-08T00:00:00Z")).toEqual([]);
    expect(problems("2026-11-08T00:00:01Z")).toMatchObject([{ code: "DATABASE_RESTORE_TIME", severity: "warning" }]);
  });
});

describe("what is taken", () => {
  test.each<[string, readonly object[]]>([
    ["a server of this file", pair({})],
    ["one that is before it in the file", [...pair({})].reverse()],
    [
      "one with an existing key",
      pair({ keyOf: undefined, aws: { encryptionKey: KEY } }, { aws: { encryptionKey: KEY } }),
    ],
    [
      "one that was restored itself",
      [
        ...pair({}),
        { name: "third", services: ["orders"], restore: { from: "restored", latest: true }, keyOf: "orders" },
      ],
    ],
    ["the same without the block, later", pair({ restore: undefined })],
    ["the same without its source, later still", [{ name: "restored", services: ["orders"], keyOf: "orders" }]],
    [
      "a server elsewhere",
      [{ name: "orders", restore: { from: "prod-orders", latest: true }, aws: { encryptionKey: KEY } }],
    ],
    [
      "backups that were copied",
      [{ name: "orders", restore: { from: BACKUPS, latest: true }, aws: { encryptionKey: KEY } }],
    ],
    ["what a server left that is gone", [{ name: "orders", restore: { from: GONE, latest: true }, keyOf: "billing" }]],
    ["a snapshot", [{ name: "orders", aws: { snapshot: "rds:dev-orders-2026-11-25-03-04", encryptionKey: KEY } }]],
  ])("%s", (_what, given) => {
    expect(told(given)).toEqual([]);
  });
});

describe("what is refused", () => {
  test.each<[string, readonly object[], readonly string[]]>([
    ["itself", [{ name: "a", restore: { from: "a", latest: true } }], ["DATABASE_RESTORE_SOURCE 0.restore.from"]],
    [
      "nothing that is there",
      pair({ restore: { from: "ordrs", latest: true }, keyOf: undefined }),
      ["DATABASE_RESTORE_SOURCE 1.restore.from"],
    ],
    [
      "what is no name",
      pair({ restore: { from: "Orders!", latest: true } }),
      ["DATABASE_RESTORE_SOURCE 1.restore.from"],
    ],
    [
      "a server of this file by its identifier",
      pair({ restore: { from: "dev-orders", latest: true } }),
      ["DATABASE_RESTORE_SOURCE 1.restore.from"],
    ],
    [
      "one that is gone from the file",
      [{ name: "r", services: ["orders"], restore: { from: "orders", latest: true }, keyOf: "orders" }],
      ["DATABASE_RESTORE_SOURCE 0.restore.from"],
    ],
    ["a snapshot as well", pair({ aws: { snapshot: "last" } }), ["DATABASE_RESTORE_SOURCE 1.aws.snapshot"]],
    ["without its key", pair({ keyOf: undefined }), ["DATABASE_RESTORE_KEY 1.keyOf"]],
    ["another key", pair({ keyOf: undefined, aws: { encryptionKey: KEY } }), ["DATABASE_RESTORE_KEY 1.keyOf"]],
    ["two keys", pair({ aws: { encryptionKey: KEY } }), ["DATABASE_RESTORE_KEY 1.keyOf"]],
    [
      "the key of one that has an existing one",
      pair({}, { aws: { encryptionKey: KEY } }),
      ["DATABASE_RESTORE_KEY 1.keyOf"],
    ],
    [
      "the key of one that shares another's",
      [...pair({}), { name: "third", keyOf: "restored" }],
      ["DATABASE_KEY_OF 2.keyOf"],
    ],
    ["its own key by name", [{ name: "a", keyOf: "a" }], ["DATABASE_KEY_OF 0.keyOf"]],
    [
      "one from the other",
      [
        { name: "a", services: ["x"], restore: { from: "b", latest: true }, keyOf: "b" },
        { name: "b", services: ["x"], restore: { from: "a", latest: true }, keyOf: "a" },
      ],
      ["DATABASE_RESTORE_SOURCE 0.restore.from", "DATABASE_RESTORE_SOURCE 1.restore.from"],
    ],
    ["less storage", pair({}, { storage: 50 }), ["DATABASE_RESTORE_DIFFERS 1.storage"]],
    ["another version", pair({ version: "17" }, { version: "16" }), ["DATABASE_RESTORE_DIFFERS 1.version"]],
    [
      "passwords of an older revision",
      pair({}, { passwordRevision: 3 }),
      ["DATABASE_RESTORE_DIFFERS 1.passwordRevision"],
    ],
    [
      "a service of its own name",
      pair({ services: undefined }, { services: ["a", "b"] }),
      ["DATABASE_RESTORE_DIFFERS 1.services"],
    ],
    [
      "a time to come",
      pair({ restore: { from: "orders", at: "2999-01-01T00:00:00Z" } }),
      ["DATABASE_RESTORE_TIME 1.restore.at"],
    ],
  ])("%s", (_what, given, expected) => {
    expect(told(given)).toEqual(expect.arrayContaining([...expected]));
    expect(found(given).every(({ remedy }) => remedy !== undefined)).toBe(true);
  });

  test("what has a remedy that is right when it is written as it says", () => {
    const [problem] = found(pair({ services: undefined }, { services: ["a", "b"] }));
    expect(problem?.remedy).toBe("Write `services: [a, b]`, and leave it there.");
    const [key] = found(pair({ keyOf: undefined }));
    expect(key?.remedy).toContain("`keyOf: orders`");
  });

  test.each([[{ restore: { from: GONE, latest: true } }], [{ aws: { snapshot: "dev-orders-final-1" } }]])(
    "%j in its place is a warning: nothing here can tell whose key it is",
    (more) => {
      expect(told([{ name: "orders", ...more }])).toEqual(["DATABASE_RESTORE_KEY 0.keyOf (warning)"]);
    },
  );

  test.each(["-x", "rds:", "a".repeat(300), "arn:aws:s3:::snapshot"])("the snapshot '%s' is none", (snapshot) => {
    expect(read([{ name: "orders", aws: { snapshot } }])).toBeUndefined();
  });
});

test("a rehearsal is told what is there already, and nothing of what the file makes", () => {
  const existing = (given: unknown): unknown =>
    existingForTarget(component, read(given), { facts: FACTS, sections: {} }).filter(
      ({ kind }) => kind === "database-backup",
    );
  expect(existing(pair({}))).toEqual([]);
  expect(existing([{ name: "a", restore: { from: GONE, latest: true } }])).toMatchObject([
    { source: "backups", id: GONE },
  ]);
  expect(
    existing([{ name: "a", restore: { from: "prod-a", latest: true }, aws: { encryptionKey: KEY } }]),
  ).toMatchObject([{ source: "server", id: "prod-a", key: KEY, storage: 20, version: "17" }]);
  expect(existing([{ name: "a", aws: { snapshot: "last" } }])).toMatchObject([{ source: "snapshot", id: "last" }]);
});
