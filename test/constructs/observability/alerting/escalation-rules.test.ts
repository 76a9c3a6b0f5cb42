import { escalationSection } from "../../../../src/constructs/observability/alerting/escalation-section";
import {
  escalationGroup,
  ESCALATION_RELABELING,
} from "../../../../src/constructs/observability/alerting/escalation-rules";
import { watchdogGroup } from "../../../../src/constructs/observability/alerting/own-alerts";
import type { PrometheusRuleGroup } from "../../../../src/constructs/observability/alerting/rule-group";
import { checkRules, testRules } from "../../../helpers/promtool";

/** An alert as any component has, and one that is not woken for. */
const alerts: PrometheusRuleGroup = {
  name: "shop",
  rules: ["critical", "warning"].map((severity) => ({
    alert: severity === "critical" ? "ShopDown" : "ShopSlow",
    expr: `shop_broken{kind="${severity}"} == 1`,
    for: "5m",
    labels: { severity },
    annotations: {},
  })),
};
const levels = ["30m", "2h"].map((after) => escalationSection.parse({ after, to: "management" }));
const escalation = escalationGroup(levels);
const groups = [alerts, watchdogGroup, withoutTexts(escalation)];

function withoutTexts({ name, rules }: PrometheusRuleGroup): PrometheusRuleGroup {
  return { name, rules: rules.map((rule) => ({ ...rule, annotations: {} })) };
}

const broken = (values: string, kind = "critical") => ({
  [`shop_broken{kind="${kind}",namespace="shop",pod="a"}`]: values,
});
const OWN = { kind: "critical", namespace: "shop", pod: "a", severity: "critical" };
const level = (escalation: string) => ({ labels: { ...OWN, escalated_alertname: "ShopDown", escalation } });

/** What fires of the rules of escalation at a time. */
const at = (series: Readonly<Record<string, string>>, time: string, expected: readonly ReturnType<typeof level>[]) =>
  testRules(groups, [{ series, at: time, alert: "Escalated", expected }]);

test("Prometheus reads the rules", () => {
  expect(checkRules([escalation])).toBe("");
});

test("each level is reached in its time, counted from when the alert fires, with all labels of the alert", () => {
  // It is broken from the beginning, and fires after 5 minutes.
  expect(at(broken("1x400"), "34m", [])).toBe("");
  expect(at(broken("1x400"), "36m", [level("1")])).toBe("");
  expect(at(broken("1x400"), "124m", [level("1")])).toBe("");
  expect(at(broken("1x400"), "126m", [level("1"), level("2")])).toBe("");
});

test("what was escalated is not escalated again", () => {
  expect(at(broken("1x1000"), "16h", [level("1"), level("2")])).toBe("");
});

test("an alert that ends is told to have ended", () => {
  expect(at(broken("1x60 0x60"), "62m", [level("1")])).toBe("");
  expect(at(broken("1x60 0x60"), "72m", [])).toBe("");
});

test("an alert that comes and goes is escalated; a short one is not", () => {
  // Away for a minute of ten, and then 5 minutes until it fires.
  const flapping = Array.from({ length: 12 }, () => "0 1 1 1 1 1 1 1 1 1").join(" ");
  expect(at(broken(flapping), "60m", [level("1")])).toBe("");
  expect(at(broken("1x8 0x100"), "50m", [])).toBe("");
});

test("neither the watchdog nor what has another severity is escalated", () => {
  expect(at(broken("1x400", "warning"), "6h", [])).toBe("");
});

test("a level may hold for a part of the alerts only", () => {
  const some = escalationSection.parse({ after: "30m", to: "management", matchers: ['namespace!="shop"'] });
  const series = broken("1x400");
  const rules = [alerts, withoutTexts(escalationGroup([some]))];
  expect(testRules(rules, [{ series, at: "60m", alert: "Escalated", expected: [] }])).toBe("");
});

test("a person reads which alert it is", () => {
  const [rule] = escalation.rules;
  const texts = { name: "escalation", rules: rule ? [rule] : [] };
  expect(
    testRules(
      [alerts, texts],
      [
        {
          series: broken("1x400"),
          at: "60m",
          alert: "Escalated",
          expected: [
            {
              ...level("1"),
              annotations: {
                summary: "ShopDown has been firing for 30m.",
                description:
                  "Nobody has ended it: it goes to management, too. What to do is said by the alert ShopDown.",
              },
            },
          ],
        },
      ],
    ),
  ).toBe("");
});

test("when it is sent, it has its alert's name: what silences the one silences the other", () => {
  // As Prometheus relabels: the first gives the name, the second takes the label that held it away.
  expect(ESCALATION_RELABELING).toEqual([
    {
      source_labels: ["escalated_alertname"],
      regex: "(.+)",
      target_label: "alertname",
      replacement: "$1",
      action: "replace",
    },
    { regex: "escalated_alertname", action: "labeldrop" },
  ]);
});
