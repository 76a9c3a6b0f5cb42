import { URGENT } from "../../../../src/constructs/observability/alerting/own-alerts";
import { alertmanagerConfig } from "../../../../src/constructs/observability/alerting/alertmanager-config";
import { alertmanagerSecrets } from "../../../../src/constructs/observability/alerting/alertmanager-secrets";
import { NO_ALERTING } from "../../../../src/constructs/observability/alerting/section";
import { alertmanagerSchema } from "../../../helpers/alertmanager-schema";
import { alerting, problemsOf, WHOLE } from "./files";

const whole = alertmanagerConfig(alerting(WHOLE));
const receiver = (name: string) => whole.receivers.find((one) => one.name === name);

test("everything that the section knows makes a configuration that Alertmanager takes", () => {
  expect(problemsOf(WHOLE)).toEqual([]);
  expect(alertmanagerSchema.safeParse(whole).error?.issues ?? []).toEqual([]);
});

test("nothing at all does, too: alerts go to nobody", () => {
  const config = alertmanagerConfig(NO_ALERTING);
  expect(alertmanagerSchema.safeParse(config).error?.issues ?? []).toEqual([]);
  expect(config.route.receiver).toBe("null");
  expect(config.receivers).toEqual([{ name: "null" }]);
});

test("the only receiver there is gets everything, where there is no route", () => {
  const config = alertmanagerConfig(
    alerting(`receivers: [{ name: team, webhook: [{ url: "https://hook.example.org" }] }]`),
  );
  expect(config.route.receiver).toBe("team");
});

test("what is secret stands in files, and Alertmanager is given exactly these", () => {
  const secrets = alertmanagerSecrets(alerting(WHOLE));
  expect(secrets).toEqual([
    { name: "alertmanager-archive", stored: "archive", properties: ["token", "url"] },
    { name: "alertmanager-mail", stored: "mail", properties: ["password"] },
    { name: "alertmanager-pagerduty", stored: "pagerduty", properties: ["key", "management"] },
    { name: "alertmanager-slack", stored: "slack", properties: ["url"] },
  ]);
  const files = [...JSON.stringify(whole).matchAll(/\/etc\/alertmanager\/secrets\/([^/"]+)\/([^"]+)/g)];
  const named = new Set(files.map(([, name, property]) => `${name}/${property}`));
  const mounted = secrets.flatMap(({ name, properties }) => properties.map((property) => `${name}/${property}`));
  expect([...named].sort()).toEqual(mounted.sort());
});

test("mail goes over TLS: asked for, or from the first byte", () => {
  expect(whole.global).toMatchObject({ smtp_require_tls: true, smtp_smarthost: "smtp.example.org:587" });
  const implicit = alertmanagerConfig(alerting(`smtp: { server: "smtp.example.org:465", from: a@example.org }`));
  expect(implicit.global).toMatchObject({ smtp_require_tls: false });
});

test("each way of telling has its own words", () => {
  expect(receiver("team")?.["email_configs"]).toEqual([
    { to: "ops@example.org, dev@example.org", send_resolved: true },
  ]);
  expect(receiver("on-call")?.["pagerduty_configs"]).toMatchObject([
    {
      url: "https://events.eu.pagerduty.com/v2/enqueue",
      routing_key_file: "/etc/alertmanager/secrets/alertmanager-pagerduty/key",
    },
  ]);
  expect(receiver("archive")?.["webhook_configs"]).toMatchObject([
    { url: "http://archive.tools.svc:8080/alerts" },
    {
      url_file: "/etc/alertmanager/secrets/alertmanager-archive/url",
      max_alerts: 50,
      http_config: { authorization: { credentials_file: "/etc/alertmanager/secrets/alertmanager-archive/token" } },
    },
  ]);
});

test("scheduled silences are time intervals of their own clock", () => {
  expect(whole.time_intervals).toEqual([
    {
      name: "nights",
      time_intervals: [
        {
          times: [
            { start_time: "20:00", end_time: "24:00" },
            { start_time: "00:00", end_time: "07:00" },
          ],
          location: "Europe/Berlin",
        },
      ],
    },
    {
      name: "office",
      time_intervals: [
        {
          times: [{ start_time: "08:00", end_time: "18:00" }],
          weekdays: ["monday:friday"],
          days_of_month: ["1:-1"],
          months: ["january:11"],
          years: ["2026:2030"],
          location: "UTC",
        },
      ],
    },
  ]);
});

test("a lost node keeps quiet what is on it, the urgent alert the earlier one; the file's own inhibitions come after", () => {
  expect(whole.inhibit_rules).toEqual([
    {
      source_matchers: ['alertname=~"NodeNotReady"'],
      target_matchers: ['alertname!~"NodeNotReady"'],
      equal: ["node"],
    },
    ...URGENT.map(([urgent, announced, equal]) => ({
      source_matchers: [`alertname="${urgent}"`],
      target_matchers: [`alertname="${announced}"`],
      equal,
    })),
    { source_matchers: ['alertname="DatabaseDown"'], target_matchers: ['alertname=~"Database.+"'], equal: ["job"] },
  ]);
});
