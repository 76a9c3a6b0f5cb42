/** The section `velero`, as a whole environment reads it. */
import { parseDocument } from "yaml";
import { loadText } from "../../../src/environment/load-file";
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
    schedules: [{ ...NIGHTLY, retention: "30d", except: [], volumes: "snapshots" }],
    protected: false,
    aws: {},
  });
  expect(loadText(DEV, "environment.yaml", { folder: "dev" }).environment?.sections.velero).toBeUndefined();
});

test("larger profiles copy volumes into the store, and protect it", () => {
  const { environment } = loaded({ schedules: [{ name: "hourly", cron: "0 * * * *" }] }, { profile: "standard" });
  expect(environment?.sections.velero).toMatchObject({
    schedules: [{ name: "hourly", volumes: "copies" }],
    protected: true,
  });
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
