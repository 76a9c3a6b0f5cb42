/** PrometheusRule objects of alerts, with the file's thresholds filled in. */
import { type AlertGroup, type AlertRule, OBSERVABILITY_NAMESPACE } from "../../../model/observed";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { escalationGroup } from "./escalation-rules";
import { ownAlerts, watchdogGroup } from "./own-alerts";
import type { PrometheusAlertRule, PrometheusRuleGroup } from "./rule-group";
import type { AlertingSection, ThresholdsSection } from "./section";

/** Everything that Prometheus evaluates: the alerts of all components, observability's own, and what is escalated. */
export function ruleGroups(
  groups: readonly AlertGroup[],
  thresholds: ThresholdsSection,
  alerting: AlertingSection,
): readonly PrometheusRuleGroup[] {
  return [
    ...[...groups, ...ownAlerts].map((group) => ruleGroup(group, thresholds)),
    ...(alerting.watchdog ? [watchdogGroup] : []),
    ...(alerting.escalation.length > 0 ? [escalationGroup(alerting.escalation)] : []),
  ];
}

/** An object for each group: one that is wrong is refused alone, and one that goes is seen to go. */
export function prometheusRules(
  groups: readonly AlertGroup[],
  thresholds: ThresholdsSection,
  alerting: AlertingSection,
): readonly KubernetesObject[] {
  return ruleGroups(groups, thresholds, alerting).map((group) => ({
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: `alerts-${group.name}`, namespace: OBSERVABILITY_NAMESPACE },
    spec: { groups: [group] },
  }));
}

/** @throws RangeError for a `$name` that is none of the group's thresholds. */
export function ruleGroup(group: AlertGroup, thresholds: ThresholdsSection = {}): PrometheusRuleGroup {
  const values = new Map(
    (group.thresholds ?? []).map(({ name, default: usual }) => [
      name,
      Object.hasOwn(thresholds, name) ? thresholds[name] : usual,
    ]),
  );
  const fill = (text: string): string =>
    // Not within Prometheus's own templates, which have `$labels` and `$value`.
    text.replace(/\{\{.*?\}\}|\$([A-Za-z]\w*)/g, (whole, name?: string) => {
      if (name === undefined) return whole;
      const value = values.get(name);
      if (value === undefined) throw new RangeError(`The alerts '${group.name}' have no threshold '${name}'.`);
      return String(value);
    });
  return { name: group.name, rules: group.rules.map((rule) => alertRule(rule, fill)) };
}

function alertRule(
  { alert, expr, for: held, severity, summary, description }: AlertRule,
  fill: (text: string) => string,
): PrometheusAlertRule {
  return {
    alert,
    expr: fill(expr),
    for: held,
    labels: { severity },
    annotations: { summary: fill(summary), description: fill(description) },
  };
}
