import { veleroFacts } from "../../../src/constructs/velero/facts";
import { describeRules, one } from "../../helpers/rule-cases";
import { change } from "../../operations/risk/changes";

const release = (...objects: readonly object[]): { readonly values: readonly object[] } => ({ values: [{ objects }] });
const schedule = (name: string, ttl = "720h0m0s"): object => ({
  apiVersion: "velero.io/v1",
  kind: "Schedule",
  metadata: { name },
  spec: { template: { ttl } },
});
const cronJob = (name: string): object => ({ apiVersion: "batch/v1", kind: "CronJob", metadata: { name } });

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
  "data-loss/restore-test-gone": one(
    change("helm_release", release(cronJob("restore-test")), release()),
    change("helm_release", release(cronJob("other")), release()),
  ),
});
