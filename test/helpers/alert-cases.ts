/**
 * How the alerts of a component are tried: each by figures at which it fires, with what a person then reads, and by the nearest
 * at which it does not. `test/alerts.test.ts` asks for such cases of every alert that there is.
 */
import { ruleGroup } from "../../src/constructs/observability/alerting/prometheus-rules";
import type { PrometheusRuleGroup } from "../../src/constructs/observability/alerting/rule-group";
import type { AlertGroup } from "../../src/model/observed";
import { type AlertTest, checkRules, type PromtoolTest, testRules } from "./promtool";

export interface AlertCase {
  readonly fires: AlertTest & {
    /** Beside `alertname` and `severity`. */
    readonly labels?: Readonly<Record<string, string>>;
    /** As Prometheus fills it in. */
    readonly summary: string;
  };
  readonly quiet: AlertTest;
}

export type AlertCases = Readonly<Record<string, AlertCase>>;

/** What is wrong with the alerts, in promtool's words; empty if nothing is. */
export function alertProblems(groups: readonly AlertGroup[], cases: AlertCases): string {
  const rules = groups.map((group) => ruleGroup(group));
  const missing = groups.flatMap((group) => group.rules.map(({ alert }) => alert)).filter((alert) => !(alert in cases));
  if (missing.length > 0) return `There is no case of: ${missing.join(", ")}.`;
  return (
    checkRules(rules) +
    testRules(
      rules.map(withSummaryAlone),
      groups.flatMap((group) => testsOf(group, cases)),
    )
  );
}

/** The description has no figures in it: it is not told twice here. */
function withSummaryAlone({ name, rules }: PrometheusRuleGroup): PrometheusRuleGroup {
  return {
    name,
    rules: rules.map((rule) => ({ ...rule, annotations: { summary: rule.annotations["summary"] ?? "" } })),
  };
}

function testsOf(group: AlertGroup, cases: AlertCases): readonly PromtoolTest[] {
  return group.rules.flatMap(({ alert, severity }): readonly PromtoolTest[] => {
    const known = cases[alert];
    if (!known) return [];
    const { labels = {}, summary, ...fires } = known.fires;
    return [
      { ...fires, alert, expected: [{ labels: { ...labels, severity }, annotations: { summary } }] },
      { ...known.quiet, alert, expected: [] },
    ];
  });
}

/** Holds the alerts of a component to their cases, and the cases to there being such alerts. */
export function describeAlerts(groups: readonly AlertGroup[], cases: AlertCases): void {
  test("each alert is read by Prometheus, fires at its figure, and is quiet next to it", () => {
    expect(alertProblems(groups, cases)).toBe("");
  });

  test("each case is of an alert that there is", () => {
    const alerts = groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));
    expect(Object.keys(cases).filter((alert) => !alerts.includes(alert))).toEqual([]);
  });
}
