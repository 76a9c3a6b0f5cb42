import { veleroFacts } from "../../../src/constructs/velero/facts";
import { describeRules, one } from "../../helpers/rule-cases";
import { scheduleObject } from "../../../src/constructs/velero/cluster/objects";
import type { BackupSchedule } from "../../../src/constructs/velero/section";
import { change, rulesOf } from "../../operations/risk/changes";

const release = (...objects: readonly object[]): { readonly values: readonly object[] } => ({ values: [{ objects }] });
const schedule = (name: string, ttl = "720h0m0s"): object => ({
  apiVersion: "velero.io/v1",
  kind: "Schedule",
  metadata: { name },
  spec: { template: { ttl } },
});
const cronJob = (name: string): object => ({ apiVersion: "batch/v1", kind: "CronJob", metadata: { name } });

const made = (fields: Partial<BackupSchedule>): object =>
  release(
    scheduleObject({ name: "daily", cron: "0 2 * * *", retention: "30d", except: [], volumes: "copies", ...fields }),
  );
const less = (before: Partial<BackupSchedule>, after: Partial<BackupSchedule>): ReturnType<typeof one> =>
  one(change("helm_release", made(before), made(after)), change("helm_release", made(after), made(before)));

const facts = veleroFacts.find(({ rules }) => rules);
if (!facts) throw new Error("velero has no rules");

describeRules(facts, {
  "data-loss/backup-schedule-gone": one(
    change("helm_release", release(schedule("daily"), schedule("weekly")), release(schedule("daily"))),
    change("helm_release", release(schedule("daily")), release(schedule("daily"), schedule("weekly"))),
  ),
  "data-loss/backups-kept-shorter": one(
    change("helm_release", release(schedule("daily")), release(schedule("daily", "24h0m0s"))),
    change("helm_release", release(schedule("daily", "24h0m0s")), release(schedule("daily"))),
  ),
  "data-loss/backup-namespaces-fewer": less({}, { except: ["shop"] }),
  "data-loss/backup-volumes-less": less({ volumes: "files" }, { volumes: "none" }),
  "data-loss/restore-test-gone": one(
    change("helm_release", release(cronJob("restore-test")), release()),
    change("helm_release", release(cronJob("other")), release()),
  ),
});

test.each<[string, Partial<BackupSchedule>, Partial<BackupSchedule>, boolean]>([
  ["all become some", {}, { namespaces: ["a"] }, true],
  ["some become all", { namespaces: ["a"] }, {}, false],
  ["some become all but for one of them", { namespaces: ["a"] }, { except: ["a"] }, true],
  ["some become all but for another one", { namespaces: ["a"] }, { except: ["b"] }, false],
  ["one of several goes", { namespaces: ["a", "b"] }, { namespaces: ["a"] }, true],
  ["one is changed for another", { namespaces: ["a"] }, { namespaces: ["b"] }, true],
  ["one comes", { namespaces: ["a"] }, { namespaces: ["b", "a"] }, false],
  ["one is left out no more", { except: ["a", "b"] }, { except: ["b"] }, false],
])("of namespaces, %s", (_, before, after, isLess) => {
  const found = rulesOf(change("helm_release", made(before), made(after)));
  expect(found.includes("data-loss/backup-namespaces-fewer")).toBe(isLess);
});

test.each<[BackupSchedule["volumes"], BackupSchedule["volumes"], boolean]>([
  ["copies", "snapshots", true],
  ["files", "copies", false],
  ["snapshots", "none", true],
  ["snapshots", "copies", false],
  ["none", "snapshots", false],
])("of volumes, %s become %s", (before, after, isLess) => {
  const found = rulesOf(change("helm_release", made({ volumes: before }), made({ volumes: after })));
  expect(found.includes("data-loss/backup-volumes-less")).toBe(isLess);
});
