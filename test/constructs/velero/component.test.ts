/** The section `velero`, as a whole environment reads it. */
import { parseDocument } from "yaml";
import { checkVelero } from "../../../src/constructs/velero/check";
import { veleroSchema } from "../../../src/constructs/velero/section";
import { loadText } from "../../../src/environment/load-file";
import type { SectionContext } from "../../../src/model/component";
import { DEV } from "../../helpers/project";

function loaded(velero: unknown, change: object = {}): ReturnType<typeof loadText> {
  const text = JSON.stringify({ ...(parseDocument(DEV).toJS() as object), velero, ...change });
  return loadText(text, "environment.yaml", { folder: "dev" });
}

const problems = (velero: unknown, change: object = {}): unknown =>
  loaded(velero, change).problems.map(({ code, place }) => [code, place?.path]);

const NIGHTLY = { name: "daily", cron: "0 2 * * *" };

test("without the section there is none; an empty one backs all of it up every night", () => {
  const { environment } = loaded({});
  expect(environment?.sections.velero).toEqual({
    schedules: [{ ...NIGHTLY, retention: "14d", volumes: "snapshots" }],
    protected: false,
    aws: {},
    azure: {},
    kubeadm: {},
  });
  expect(loadText(DEV, "environment.yaml", { folder: "dev" }).environment?.sections.velero).toBeUndefined();
});

test("larger profiles copy volumes into the store, and protect it", () => {
  const { environment } = loaded({ schedules: [{ name: "hourly", cron: "0 * * * *" }] }, { profile: "standard" });
  expect(environment?.sections.velero).toMatchObject({
    schedules: [{ name: "hourly", volumes: "copies", retention: "30d" }],
    protected: true,
    lock: { mode: "governance", days: 7 },
  });
  expect(loaded({}, { profile: "full" }).environment?.sections.velero).toMatchObject({
    schedules: [{ retention: "90d" }],
  });
});

test.each<[string, object, object, unknown]>([
  ["what is protected, for a week", { profile: "standard" }, {}, { mode: "governance", days: 7 }],
  ["what the file alone protects", {}, { protected: true }, { mode: "governance", days: 7 }],
  [
    "no longer than the shortest retention",
    { profile: "standard" },
    { schedules: [NIGHTLY, { name: "hourly", cron: "0 * * * *", retention: "72h" }] },
    { mode: "governance", days: 3 },
  ],
  [
    "a day at least",
    { profile: "standard" },
    { schedules: [{ name: "hourly", cron: "0 * * * *", retention: "12h" }] },
    { mode: "governance", days: 1 },
  ],
  [
    "as the file says",
    { profile: "standard" },
    { lock: { mode: "compliance", days: 14 } },
    { mode: "compliance", days: 14 },
  ],
  [
    "not by this section where the file names a store, which has its own",
    { profile: "standard", objectStorage: [{ name: "backups" }] },
    { store: "backups" },
    undefined,
  ],
  ["not what says so", { profile: "standard" }, { lock: "none" }, "none"],
  ["not what is not protected", { profile: "standard" }, { protected: false }, undefined],
  ["not what is not protected by its profile", {}, {}, undefined],
])("the store is locked: %s", (_, change, velero, expected) => {
  const { environment, problems: found } = loaded(velero, change);
  expect(found).toEqual([]);
  expect((environment?.sections.velero as { readonly lock?: unknown }).lock).toEqual(expected);
});

test("a cluster that exists has its own snapshot-controller, or is told to need one", () => {
  const context = {
    facts: { protected: false, target: "eks" },
    sections: { cluster: { aws: { existing: { name: "old" } } } },
  } as unknown as SectionContext;
  const told = (velero: object): readonly string[] =>
    checkVelero(veleroSchema.parse({ schedules: [NIGHTLY], ...velero }), context).map(({ code }) => code);
  expect(told({})).toContain("BACKUP_SNAPSHOT_CONTROLLER");
  expect(told({ snapshotController: false })).not.toContain("BACKUP_SNAPSHOT_CONTROLLER");
  expect(told({ snapshotController: true })).not.toContain("BACKUP_SNAPSHOT_CONTROLLER");
  expect(told({ schedules: [{ ...NIGHTLY, volumes: "files" }] })).not.toContain("BACKUP_SNAPSHOT_CONTROLLER");
  expect(loaded({}).environment?.warnings.map(({ code }) => code)).not.toContain("BACKUP_SNAPSHOT_CONTROLLER");
});

test("a protected environment is warned that nobody tries to restore", () => {
  const warned = (velero: object): unknown =>
    loaded(velero, { profile: "standard" }).environment?.warnings.map(({ code }) => code);
  expect(warned({})).toContain("BACKUP_UNTESTED");
  expect(warned({ restoreTest: { namespace: "shop", schedule: "daily" } })).not.toContain("BACKUP_UNTESTED");
});

test.each<[string, unknown, readonly (readonly [string, string])[]]>([
  [
    "a time that is none",
    { schedules: [{ ...NIGHTLY, cron: "0 25 * * *" }] },
    [["INVALID", "velero.schedules[0].cron"]],
  ],
  ["no schedule at all", { schedules: [] }, [["INVALID", "velero.schedules"]]],
  [
    "a retention without a unit",
    { schedules: [{ ...NIGHTLY, retention: "30" }] },
    [["INVALID", "velero.schedules[0].retention"]],
  ],
  [
    "a retention of Go's",
    { schedules: [{ ...NIGHTLY, retention: "720h0m0s" }] },
    [["INVALID", "velero.schedules[0].retention"]],
  ],
  ["a century", { schedules: [{ ...NIGHTLY, retention: "36500d" }] }, [["INVALID", "velero.schedules[0].retention"]]],
  ["a name that is none", { schedules: [{ ...NIGHTLY, name: "Daily_1" }] }, [["INVALID", "velero.schedules[0].name"]]],
  [
    "a namespace that is none",
    { schedules: [{ ...NIGHTLY, namespaces: ["A"] }] },
    [["INVALID", "velero.schedules[0].namespaces[0]"]],
  ],
  ["a lock without days", { lock: { mode: "compliance" } }, [["INVALID", "velero.lock.days"]]],
  ["two of one name", { schedules: [NIGHTLY, NIGHTLY] }, [["BACKUP_SCHEDULE_TWICE", "velero.schedules[1].name"]]],
  [
    "backups that are gone before there is another",
    { schedules: [{ ...NIGHTLY, cron: "0 2 * * 0", retention: "5d" }] },
    [["BACKUP_RETENTION", "velero.schedules[0].retention"]],
  ],
  [
    "a namespace twice",
    { schedules: [{ ...NIGHTLY, namespaces: ["a", "a"] }] },
    [["BACKUP_NAMESPACE_TWICE", "velero.schedules[0].namespaces[1]"]],
  ],
  [
    "a namespace in and out",
    { schedules: [{ ...NIGHTLY, namespaces: ["a"], except: ["a"] }] },
    [["BACKUP_NAMESPACE_BOTH", "velero.schedules[0].except[0]"]],
  ],
  [
    "a test of a schedule that is not there",
    { restoreTest: { namespace: "shop", schedule: "weekly" } },
    [["RESTORE_TEST_SCHEDULE", "velero.restoreTest.schedule"]],
  ],
  [
    "a test of what is left out",
    { schedules: [{ ...NIGHTLY, except: ["shop"] }], restoreTest: { namespace: "shop", schedule: "daily" } },
    [["RESTORE_TEST_NAMESPACE", "velero.restoreTest.namespace"]],
  ],
  [
    "a test of Kubernetes' own namespace, which is left out",
    { restoreTest: { namespace: "kube-public", schedule: "daily" } },
    [["RESTORE_TEST_NAMESPACE", "velero.restoreTest.namespace"]],
  ],
  ["a lock that is neither", { lock: "off" }, [["INVALID", "velero.lock"]]],
  [
    "a test of Velero itself",
    { restoreTest: { namespace: "velero", schedule: "daily" } },
    [["RESTORE_TEST_NAMESPACE", "velero.restoreTest.namespace"]],
  ],
  [
    "a value that the chart does not know",
    { values: { replicas: 2 } },
    [["CHART_UNKNOWN_VALUE", "velero.values.replicas"]],
  ],
])("%s is refused at its place", (_, velero, expected) => {
  const found = problems(velero) as readonly (readonly [string, string])[];
  expect(found.map(([, path]) => path)).toEqual(expected.map(([, path]) => path));
  // Those of a field's own schema share one code.
  const codes = expected.map(([code]) => code).filter((code) => code !== "INVALID");
  expect(found.map(([code]) => code).filter((code) => codes.includes(code))).toEqual(codes);
});

test("a lock that outlives the backups is warned of: what it holds cannot be restored", () => {
  const warned = (days: number): unknown =>
    loaded({ lock: { mode: "governance", days } }).environment?.warnings.map(({ code }) => code);
  expect(warned(15)).toContain("BACKUP_LOCKED_LONGER");
  expect(warned(14)).not.toContain("BACKUP_LOCKED_LONGER");
});
