/** Sections of alerting, as files write them. */
import { checkAlerting } from "../../../../src/constructs/observability/alerting/check";
import { type AlertingSection, alertingSection } from "../../../../src/constructs/observability/alerting/section";
import { parse } from "yaml";

/** Everything that the section knows. */
export const WHOLE = `
smtp: { server: "smtp.example.org:587", from: alerts@example.org, username: alerts, password: { secret: mail, property: password } }
receivers:
  - name: team
    email: [{ to: [ops@example.org, dev@example.org] }]
    slack: [{ channel: "#alerts", webhook: { secret: slack, property: url } }]
  - name: on-call
    pagerduty: [{ routingKey: { secret: pagerduty, property: key }, region: eu }]
  - name: management
    pagerduty: [{ routingKey: { secret: pagerduty, property: management }, severity: critical }]
  - name: archive
    webhook:
      - { url: "http://archive.tools.svc:8080/alerts" }
      - { url: { secret: archive, property: url }, bearerToken: { secret: archive, property: token }, maxAlerts: 50 }
  - name: dead-man
    webhook: [{ url: "https://watch.example.org:8443/dev", sendResolved: false }]
route:
  receiver: team
  routes:
    - { matchers: [], receiver: archive, continue: true, escalates: false }
    - matchers: ['severity="critical"']
      receiver: on-call
      repeatInterval: 1h
      routes:
        - { matchers: ['namespace=~"batch|reports"'], receiver: team, groupBy: [namespace], silences: [nights] }
    - { matchers: ['severity="info"'], onlyDuring: [office] }
inhibit:
  - { source: ['alertname="DatabaseDown"'], target: ['alertname=~"Database.+"'], equal: [job] }
silences:
  - { name: nights, location: Europe/Berlin, when: [{ times: [{ from: "20:00", to: "24:00" }, { from: "00:00", to: "07:00" }] }] }
  - { name: office, when: [{ weekdays: ["monday:friday"], times: [{ from: "08:00", to: "18:00" }], months: ["january:11"], daysOfMonth: ["1:-1"], years: ["2026:2030"] }] }
escalation:
  - { after: 30m, to: management }
  - { after: 2h, to: management, severities: [warning], matchers: ['namespace="shop"'] }
watchdog: { to: dead-man }
`;

/** What a text holds. */
export const read = (text: string): unknown => parse(text) ?? {};

export const alerting = (text: string): AlertingSection => alertingSection.parse(read(text));

/** Every problem of a text: those of fields, else those across fields, as `place: what`. */
export function problemsOf(text: string): readonly string[] {
  const parsed = alertingSection.safeParse(read(text));
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return checkAlerting(parsed.data).map(({ path, code }) => `${path.join(".")}: ${code}`);
}
