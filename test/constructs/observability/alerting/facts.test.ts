import { edited } from "../../../helpers/edited";
import { alertmanagerConfig } from "../../../../src/constructs/observability/alerting/alertmanager-config";
import { alertingFacts } from "../../../../src/constructs/observability/alerting/facts";
import { prometheusRules } from "../../../../src/constructs/observability/alerting/prometheus-rules";
import { nodeAlerts } from "../../../../src/constructs/k8s-cluster/node-alerts";
import { podAlerts } from "../../../../src/constructs/k8s-cluster/pod-alerts";
import { type Cases, describeRules, one } from "../../../helpers/rule-cases";
import { change, judged, remove } from "../../../operations/risk/changes";
import { alerting, WHOLE } from "./files";

/** As the releases hold them. */
const release = (values: object): object => ({ values: [JSON.stringify(values)] });
const rules = (groups: Parameters<typeof prometheusRules>[0], text = WHOLE): object =>
  release({ objects: prometheusRules(groups, {}, alerting(text)) });
const config = (text: string): object => release({ alertmanager: { config: alertmanagerConfig(alerting(text)) } });

/** The change is found, and not the way back. */
const oneWay = (before: object, after: object): Cases =>
  one(change("helm_release", before, after), change("helm_release", after, before));
const without = (pattern: RegExp): string => edited(WHOLE, pattern, "");

describeRules(alertingFacts, {
  "downtime/alert-gone": oneWay(rules([nodeAlerts, podAlerts]), rules([nodeAlerts])),
  "downtime/escalation-gone": oneWay(rules([]), rules([], without(/ {2}- \{ after: 2h.*\n/))),
  "downtime/receiver-gone": oneWay(config(WHOLE), config(without(/ {2}- name: archive\n(?: {4}.*\n| {6}.*\n)+/))),
  "downtime/receiver-told-less": oneWay(config(WHOLE), config(without(/ {4}slack: .*\n/))),
  "downtime/route-silent": oneWay(config(without(/, silences: \[nights\]/)), config(WHOLE)),
});

test("which alerts go is told", () => {
  const [finding] = judged(change("helm_release", rules([podAlerts, nodeAlerts]), rules([podAlerts])));
  expect(finding?.reason).toContain("NodeNotReady");
});

test("a release of rules that goes takes all of them", () => {
  expect(judged(remove("helm_release", rules([nodeAlerts]))).map(({ rule }) => rule)).toContain("downtime/alert-gone");
});

test("a figure that changes is no alert that goes", () => {
  const [before, after] = [{ nodeDiskPercent: 80 }, { nodeDiskPercent: 70 }].map((thresholds) =>
    release({ objects: prometheusRules([nodeAlerts], thresholds, alerting(WHOLE)) }),
  ) as [object, object];
  expect(judged(change("helm_release", before, after))).toEqual([]);
});
