/**
 * Escalation, which Alertmanager does not have: a rule a level over `ALERTS`, the series that Prometheus keeps of each alert.
 *
 * An escalated alert has the labels of its alert and one more, `escalation`, so that every silence and every inhibition that
 * matches the one matches the other. A rule's own name becomes the label `alertname`, whatever the rule says; so the alert's
 * name travels in a label of its own and takes its place when Prometheus sends it (`ESCALATION_RELABELING`).
 */
import { formatMatcher, ESCALATION_LABEL, parseMatchers } from "./matchers";
import type { EscalationSection } from "./escalation-section";
import { WATCHDOG } from "./own-alerts";
import { secondsOf } from "../duration";
import type { PrometheusRuleGroup } from "./rule-group";

/** Name of the rules, in Prometheus alone. */
const ESCALATED = "Escalated";
/** Holds the alert's own name until it is sent. */
const NAME = "escalated_alertname";

/** An alert that ends and begins again within as many seconds goes on: its clock is not set back. Its own `for` is part of that. */
const LONGEST_GAP = 10 * 60;

/** A single short alert must not outlast the level's time by the gap alone. */
const gapOf = (after: string): number => Math.min(LONGEST_GAP, Math.floor(secondsOf(after) / 2));

/** One rule for each level; none where there is none. */
export function escalationGroup(levels: readonly EscalationSection[]): PrometheusRuleGroup {
  return {
    name: "escalation",
    rules: levels.map(({ after, to, severities, matchers }, index) => ({
      alert: ESCALATED,
      expr: escalated(after, severities, matchers),
      for: after,
      labels: { [ESCALATION_LABEL]: String(index + 1) },
      annotations: {
        summary: `{{ $labels.${NAME} }} has been firing for ${after}.`,
        description: `Nobody has ended it: it goes to ${to}, too. What to do is said by the alert ${NAMED}.`,
      },
    })),
  };
}

const NAMED = `{{ $labels.${NAME} }}`;

/** Alerts that fire, or did so within the gap. Not the escalated ones: they would be escalated again, for ever. */
function escalated(after: string, severities: readonly string[], matchers: readonly string[]): string {
  const selector = [
    'alertstate="firing"',
    `${ESCALATION_LABEL}=""`,
    `alertname!="${WATCHDOG}"`,
    `severity=~"${severities.join("|")}"`,
    ...parseMatchers(matchers).map(formatMatcher),
  ].join(",");
  const firing = `max_over_time(ALERTS{${selector}}[${gapOf(after)}s])`;
  return `label_replace(max without (alertstate) (${firing}), "${NAME}", "$1", "alertname", "(.+)")`;
}

/** For `prometheusSpec.additionalAlertRelabelConfigs`: gives the escalated alert its alert's name back. */
export const ESCALATION_RELABELING = [
  { source_labels: [NAME], regex: "(.+)", target_label: "alertname", replacement: "$1", action: "replace" },
  { regex: NAME, action: "labeldrop" },
] as const;
