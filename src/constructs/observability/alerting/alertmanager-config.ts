/** Alertmanager's configuration from the section, with files in the place of everything that is secret. */
import { formatMatcher, parseMatchers } from "./matchers";
import type { ReceiverSection, SmtpSection, WebhookNotice } from "./receivers-section";
import { type AlertmanagerRoute, NOBODY, routeTree } from "./route-tree";
import type { AlertingSection, InhibitionSection } from "./section";
import type { SilenceSection } from "./silences-section";
import { INHIBITIONS } from "./own-alerts";
import { fileOf } from "./alertmanager-secrets";
import { smtpPort } from "./receivers-section";

/** As `alertmanager.yml` has it (prometheus.io/docs/alerting/latest/configuration). */
export interface AlertmanagerConfig {
  /** What holds for every receiver. */
  readonly global: Readonly<Record<string, unknown>>;
  /** Where alerts go, from the top. */
  readonly route: AlertmanagerRoute;
  /** Who is told. */
  readonly receivers: readonly ({ readonly name: string } & Readonly<Record<string, unknown>>)[];
  /** Which alerts mute which others, as Alertmanager writes it. */
  readonly inhibit_rules: readonly object[];
  /** When something is muted, as Alertmanager writes it. */
  readonly time_intervals: readonly object[];
}

/** Where mail is encrypted from the first byte (RFC 8314, 3.3). */
const IMPLICIT_TLS = 465;

export function alertmanagerConfig(alerting: AlertingSection): AlertmanagerConfig {
  return {
    global: { resolve_timeout: "5m", ...(alerting.smtp ? smtp(alerting.smtp) : {}) },
    route: routeTree(alerting),
    receivers: [{ name: NOBODY }, ...alerting.receivers.map(receiver)],
    inhibit_rules: [...INHIBITIONS, ...alerting.inhibit].map(inhibition),
    time_intervals: alerting.silences.map(timeInterval),
  };
}

function smtp(given: SmtpSection): object {
  return {
    smtp_smarthost: given.server,
    smtp_from: given.from,
    smtp_hello: given.hello,
    // On port 465 there is no STARTTLS to ask for: Alertmanager encrypts there by itself.
    smtp_require_tls: smtpPort(given) !== IMPLICIT_TLS,
    ...(given.username === undefined ? {} : { smtp_auth_username: given.username }),
    ...(given.password ? { smtp_auth_password_file: fileOf(given.password) } : {}),
  };
}

function receiver({
  name,
  email,
  slack,
  pagerduty,
  webhook,
}: ReceiverSection): AlertmanagerConfig["receivers"][number] {
  return {
    name,
    ...listed(
      "email_configs",
      email.map(({ to, sendResolved }) => ({ to: [to].flat().join(", "), send_resolved: sendResolved })),
    ),
    ...listed(
      "slack_configs",
      slack.map((notice) => ({
        channel: notice.channel,
        api_url_file: fileOf(notice.webhook),
        send_resolved: notice.sendResolved,
        title: SLACK_TITLE,
        text: SLACK_TEXT,
      })),
    ),
    ...listed(
      "pagerduty_configs",
      pagerduty.map((notice) => ({
        routing_key_file: fileOf(notice.routingKey),
        url: PAGERDUTY[notice.region],
        severity: notice.severity ?? PAGERDUTY_SEVERITY,
        description: "{{ .CommonAnnotations.summary }}",
        send_resolved: notice.sendResolved,
      })),
    ),
    ...listed("webhook_configs", webhook.map(webhookConfig)),
  };
}

function webhookConfig({ url, bearerToken, maxAlerts, sendResolved }: WebhookNotice): object {
  return {
    ...(typeof url === "string" ? { url } : { url_file: fileOf(url) }),
    max_alerts: maxAlerts,
    send_resolved: sendResolved,
    ...(bearerToken
      ? { http_config: { authorization: { type: "Bearer", credentials_file: fileOf(bearerToken) } } }
      : {}),
  };
}

const listed = (key: string, configs: readonly object[]): Readonly<Record<string, unknown>> =>
  configs.length > 0 ? { [key]: configs } : {};

/** What Alertmanager shows by itself is the labels alone. */
const SLACK_TITLE =
  '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] {{ .CommonLabels.alertname }}' +
  `{{ with .CommonLabels.escalation }} (escalated, level {{ . }}){{ end }}`;
const SLACK_TEXT =
  "{{ range .Alerts }}*{{ .Annotations.summary }}*\n{{ .Annotations.description }}\n" +
  "{{ range .Labels.SortedPairs }}`{{ .Name }}={{ .Value }}` {{ end }}\n{{ end }}";

/** Where events of the API's version 2 are sent to (support.pagerduty.com, service regions). */
const PAGERDUTY = {
  us: "https://events.pagerduty.com/v2/enqueue",
  eu: "https://events.eu.pagerduty.com/v2/enqueue",
} as const;

/** PagerDuty refuses any other than its four. */
const PAGERDUTY_SEVERITY =
  '{{ if or (eq .CommonLabels.severity "critical") (eq .CommonLabels.severity "warning") (eq .CommonLabels.severity "info") }}' +
  "{{ .CommonLabels.severity }}{{ else }}error{{ end }}";

function inhibition({ source, target, equal }: InhibitionSection): object {
  return {
    source_matchers: parseMatchers(source).map(formatMatcher),
    target_matchers: parseMatchers(target).map(formatMatcher),
    ...(equal.length > 0 ? { equal } : {}),
  };
}

function timeInterval({ name, location, when }: SilenceSection): object {
  return {
    name,
    time_intervals: when.map(({ times, weekdays, daysOfMonth, months, years }) => ({
      ...(times ? { times: times.map(({ from, to }) => ({ start_time: from, end_time: to })) } : {}),
      ...(weekdays ? { weekdays } : {}),
      ...(daysOfMonth ? { days_of_month: daysOfMonth } : {}),
      ...(months ? { months } : {}),
      ...(years ? { years } : {}),
      location,
    })),
  };
}
