/** What is refused of alerting, and where. */
import { alerting, problemsOf } from "./files";
import { alertmanagerConfig } from "../../../../src/constructs/observability/alerting/alertmanager-config";

const hook = (name: string, more = ""): string =>
  `{ name: ${name}, webhook: [{ url: "https://hook.example.org"${more} }] }`;
const RECEIVERS = `receivers: [${hook("team")}, ${hook("boss")}]`;
const routes = (list: string): string =>
  `${RECEIVERS}\nsilences: [{ name: nights, when: [{ weekdays: [sunday] }] }]\nroute: { receiver: team, routes: [{ matchers: [a=b], receiver: boss, silences: [nights] }, ${list}] }`;
const level = (text: string): string => `${RECEIVERS}\nroute: { receiver: team }\nescalation: [${text}]`;
const silence = (text: string): string =>
  `receivers: [${hook("team")}]\nsilences: [{ name: x, ${text} }]\nroute: { receiver: team, routes: [{ matchers: [a=b], silences: [x] }] }`;

test.each<[string, string, string]>([
  [
    "an unknown receiver of a route",
    routes("{ matchers: [], receiver: bosss }"),
    "route.routes.1.receiver: ALERTING_RECEIVER_UNKNOWN",
  ],
  [
    "an unknown receiver of the first",
    `${RECEIVERS}\nroute: { receiver: x, routes: [{ matchers: [a=b], receiver: team }, { matchers: [a=c], receiver: boss }] }`,
    "route.receiver: ALERTING_RECEIVER_UNKNOWN",
  ],
  ["receivers without a route", RECEIVERS, "receivers: ALERTING_NOBODY"],
  ["nobody at all", "", ": ALERTING_NOBODY"],
  ["a receiver that tells nobody", "receivers: [{ name: team }]", "receivers.0: ALERTING_RECEIVER_EMPTY"],
  [
    "two of one name",
    `receivers: [${hook("team")}, ${hook("team")}]\nroute: { receiver: team }`,
    "receivers.1.name: ALERTING_RECEIVER_TWICE",
  ],
  ["the name of nobody", `receivers: [${hook("'null'")}]`, "receivers.0.name: ALERTING_RECEIVER_RESERVED"],
  [
    "a receiver that nothing leads to",
    `${RECEIVERS}\nroute: { receiver: team }`,
    "receivers.1.name: ALERTING_RECEIVER_UNUSED",
  ],
  [
    "e-mail without a server",
    "receivers: [{ name: team, email: [{ to: a@example.org }] }]",
    "receivers.0.email: ALERTING_SMTP_MISSING",
  ],
  [
    "half a login",
    `smtp: { server: "a.b:25", from: a@example.org, username: a }\nreceivers: [${hook("team")}]`,
    "smtp: ALERTING_SMTP_LOGIN",
  ],
  [
    "a route after one that takes all",
    routes("{ matchers: [] }, { matchers: [c=d] }"),
    "route.routes.2: ALERTING_UNREACHABLE",
  ],
  [
    "a route after one that matches any value",
    routes("{ matchers: ['x=~\".*\"'] }, { matchers: [c=d] }"),
    "route.routes.2: ALERTING_UNREACHABLE",
  ],
  [
    "a route after a wider one",
    routes("{ matchers: ['c=~\"d|e\"'] }, { matchers: [c=d, e=f] }"),
    "route.routes.2: ALERTING_UNREACHABLE",
  ],
  [
    "the same route again",
    routes("{ matchers: ['c=~\"d|e\"'] }, { matchers: ['c=~\"d|e\"'] }"),
    "route.routes.2: ALERTING_UNREACHABLE",
  ],
  ["a route that contradicts itself", routes("{ matchers: [c=d, c!=d] }"), "route.routes.1.matchers: ALERTING_NEVER"],
  [
    "a route that contradicts the one around",
    routes("{ matchers: [c=d], routes: [{ matchers: ['c=~\"e.*\"'] }] }"),
    "route.routes.1.routes.0.matchers: ALERTING_NEVER",
  ],
  [
    "an unknown silence",
    routes("{ matchers: [c=d], silences: [night] }"),
    "route.routes.1.silences.0: ALERTING_SILENCE_UNKNOWN",
  ],
  [
    "an unknown time",
    routes("{ matchers: [c=d], onlyDuring: [night] }"),
    "route.routes.1.onlyDuring.0: ALERTING_SILENCE_UNKNOWN",
  ],
  [
    "a repetition that is too often",
    routes("{ matchers: [c=d], repeatInterval: 1m }"),
    "route.routes.1.repeatInterval: ALERTING_REPEAT_SHORT",
  ],
  [
    "a silence that no route has",
    `receivers: [${hook("team")}]\nsilences: [{ name: x, when: [{ years: [2027] }] }]`,
    "silences.0.name: ALERTING_SILENCE_UNUSED",
  ],
  [
    "an unknown receiver of a level",
    level("{ after: 1h, to: bos }, { after: 1h, to: boss }"),
    "escalation.0.to: ALERTING_RECEIVER_UNKNOWN",
  ],
  [
    "a level twice",
    level("{ after: 1h, to: boss }, { after: 1h, to: boss }"),
    "escalation.1: ALERTING_ESCALATION_TWICE",
  ],
  [
    "a level of nothing",
    level("{ after: 1h, to: boss, matchers: [a=b, a=c] }"),
    "escalation.0.matchers: ALERTING_NEVER",
  ],
  [
    "a level before anybody was told",
    `${RECEIVERS}\nroute: { receiver: team, groupWait: 10m }\nescalation: [{ after: 10m, to: boss }]`,
    "escalation.0.after: ALERTING_ESCALATION_SOON",
  ],
  [
    "an inhibition of nothing",
    `receivers: [${hook("team")}]\ninhibit: [{ source: [a=b], target: [c=d, c=e] }]`,
    "inhibit.0.target: ALERTING_NEVER",
  ],
  [
    "a watchdog whose end is told",
    `${RECEIVERS}\nroute: { receiver: team }\nwatchdog: { to: boss }`,
    "receivers.1.webhook.0.sendResolved: ALERTING_WATCHDOG_RESOLVED",
  ],
  [
    "an unknown receiver of the watchdog",
    `receivers: [${hook("team")}]\nwatchdog: { to: boss }`,
    "watchdog.to: ALERTING_RECEIVER_UNKNOWN",
  ],
])("%s is told", (_, text, expected) => {
  expect(problemsOf(text)).toEqual([expected]);
});

const field = (text: string): string => `receivers: [{ name: team, ${text} }]`;
const smtp = (server: string): string => `smtp: { server: "${server}", from: a@example.org }`;

test.each<[string, string, RegExp]>([
  ["an address", field("email: [{ to: ops }]"), /^receivers.0.email.0.to: /],
  [
    "a channel",
    field("slack: [{ channel: Alerts, webhook: { secret: a, property: b } }]"),
    /slack.0.channel: must be a channel/,
  ],
  [
    "a channel in capitals",
    field(`slack: [{ channel: "#Alerts", webhook: { secret: a, property: b } }]`),
    /must be a channel/,
  ],
  ["a secret as it is", field(`slack: [{ channel: "#a", webhook: "https://hooks.slack.com/x" }]`), /slack.0.webhook: /],
  [
    "a severity of PagerDuty",
    field("pagerduty: [{ routingKey: { secret: a, property: b }, severity: page }]"),
    /pagerduty.0.severity: /,
  ],
  ["a URL without TLS", field(`webhook: [{ url: "http://hook.example.org" }]`), /url: must be https/],
  ["a URL with a password", field(`webhook: [{ url: "https://a:b@hook.example.org" }]`), /url: must have no user/],
  ["no URL", field("webhook: [{ url: hook.example.org }]"), /url: must be a URL/],
  ["a mail server without a port", smtp("smtp.example.org"), /smtp.server: must be a host and a port/],
  ["a mail server's port", smtp("smtp.example.org:70000"), /smtp.server: must have a port/],
  ["a matcher", routes("{ matchers: ['a'] }"), /matchers.0: must be a matcher/],
  ["an expression", routes("{ matchers: ['a=~\"(\"'] }"), /matchers.0: holds no regular expression .*missing/],
  [
    "an expression that Go does not have",
    routes("{ matchers: ['a=~\"(?=b)\"'] }"),
    /matchers.0: holds no regular expression/,
  ],
  ["the label of escalation", routes("{ matchers: [escalation=1] }"), /matchers.0: matches the label 'escalation'/],
  ["a label", routes("{ matchers: [c=d], groupBy: [a-b] }"), /groupBy/],
  ["a duration", routes("{ matchers: [c=d], groupWait: 5 minutes }"), /groupWait: must be a duration/],
  ["no interval", routes("{ matchers: [c=d], groupInterval: 0s }"), /groupInterval: must be a duration from 1s/],
  [
    "a repetition after all is forgotten",
    routes("{ matchers: [c=d], repeatInterval: 1w }"),
    /repeatInterval: must be a duration from 1m to 5d/,
  ],
  ["a time", silence(`when: [{ times: [{ from: "9:00", to: "10:00" }] }]`), /from: must be a time/],
  [
    "hours over midnight",
    silence(`when: [{ times: [{ from: "22:00", to: "06:00" }] }]`),
    /to: must be after 'from'.*two entries/,
  ],
  ["a weekday", silence("when: [{ weekdays: [sonntag] }]"), /weekdays.0: must be a weekday/],
  [
    "weekdays out of order",
    silence(`when: [{ weekdays: ["friday:sunday"] }]`),
    /weekdays.0: must begin before it ends/,
  ],
  ["a day of the month", silence("when: [{ daysOfMonth: [32] }]"), /daysOfMonth.0: must be a day/],
  ["days of the month out of order", silence(`when: [{ daysOfMonth: ["-1:-5"] }]`), /daysOfMonth.0: must begin before/],
  ["a month", silence("when: [{ months: [13] }]"), /months.0: must be a month/],
  ["a year", silence("when: [{ years: [27] }]"), /years.0: must be a year/],
  ["no time at all", silence("when: [{}]"), /when.0: must name times/],
  ["a time zone", silence("location: Europe/Berlim, when: [{ years: [2027] }]"), /location: must be a time zone/],
  [
    "a time zone in small letters",
    silence("location: europe/berlin, when: [{ years: [2027] }]"),
    /location: must be written 'Europe\/Berlin'/,
  ],
  ["a level at once", level("{ after: 10s, to: boss }"), /escalation.0.after: must be a duration from 2m/],
])("%s that is none is refused in its place", (_, text, expected) => {
  expect(problemsOf(text).join("\n")).toMatch(expected);
});

test.each([
  ["a former name of a zone", "location: US/Pacific, when: [{ years: [2027] }]"],
  ["the last days of a month", `when: [{ daysOfMonth: ["-3:-1", "25:-1"] }]`],
  ["months by number", `when: [{ months: ["1:march", 12] }]`],
])("%s is taken", (_, text) => {
  expect(problemsOf(silence(text))).toEqual([]);
});

test("a quoted value may hold anything, and is written for Alertmanager as it reads it", () => {
  const text = routes(`{ matchers: ['team = "a \\"b\\" {c}, d"', tier=~gold|silver] }`);
  expect(problemsOf(text)).toEqual([]);
  expect(JSON.stringify(alertmanagerConfig(alerting(text)).route)).toContain(
    JSON.stringify(['team="a \\"b\\" {c}, d"', 'tier=~"gold|silver"']),
  );
});
