import { routeTree } from "../../../../src/constructs/observability/alerting/route-tree";
import { destinations } from "../../../helpers/alertmanager-routes";
import { alerting, WHOLE } from "./files";

const tree = routeTree(alerting(WHOLE));

/** Who is told, and what keeps them quiet. */
function told(labels: Readonly<Record<string, string>>, from = tree): readonly string[] {
  return destinations(from, labels).map(({ receiver, silences, onlyDuring }) =>
    [receiver, ...silences.map((name) => `not ${name}`), ...onlyDuring.map((name) => `only ${name}`)].join(" "),
  );
}

const CRITICAL = { alertname: "DatabaseDown", severity: "critical" };

test.each<[string, Record<string, string>, readonly string[]]>([
  ["a warning", { severity: "warning" }, ["archive"]],
  ["something critical", CRITICAL, ["archive", "on-call"]],
  [
    "something critical of a namespace with a silence",
    { ...CRITICAL, namespace: "batch" },
    ["archive", "team not nights"],
  ],
  ["information", { severity: "info" }, ["archive", "team only office"]],
  ["the watchdog", { alertname: "Watchdog", severity: "info" }, ["dead-man"]],
])("%s goes where the file says", (_, labels, expected) => {
  expect(told(labels)).toEqual(expected);
});

test("the watchdog is told again at once when its time is over", () => {
  const [route] = tree.routes ?? [];
  expect(route).toMatchObject({ receiver: "dead-man", group_wait: "0s", group_interval: "30s", repeat_interval: "5m" });
});

test("without a watchdog of one's own, that of a chart goes to nobody", () => {
  const none = routeTree(alerting(`receivers: [{ name: team, webhook: [{ url: "https://hook.example.org" }] }]`));
  expect(told({ alertname: "Watchdog" }, none)).toEqual(["null"]);
  expect(told({ alertname: "Other" }, none)).toEqual(["team"]);
});

describe("an escalated alert", () => {
  const first = { ...CRITICAL, escalation: "1" };

  test("goes to the next receiver, once, and to nobody of the first again", () => {
    expect(told(first)).toEqual(["management"]);
  });

  test("is silent when its alert is: it takes the same branch", () => {
    expect(told({ ...first, namespace: "batch" })).toEqual(["management not nights"]);
    expect(told({ ...first, severity: "info" })).toEqual(["management only office"]);
  });

  test("of a level that there is not goes to nobody", () => {
    expect(told({ ...first, escalation: "3" })).toEqual(["null"]);
  });
});

const hook = (name: string): string => `{ name: ${name}, webhook: [{ url: "https://hook.example.org/${name}" }] }`;

describe("a route that does not escalate", () => {
  const escalated = (routes: string): readonly string[] =>
    told(
      { severity: "critical", namespace: "shop", escalation: "1" },
      routeTree(
        alerting(`
receivers: [${["a", "b", "boss"].map(hook).join(", ")}]
escalation: [{ after: 1h, to: boss }]
route: { receiver: a, routes: [${routes}] }`),
      ),
    );

  test("and ends there tells nobody of it", () => {
    expect(escalated(`{ matchers: [severity=critical], receiver: b, escalates: false }`)).toEqual(["null"]);
  });

  test("and goes on leaves it to the routes after it", () => {
    expect(escalated(`{ matchers: [], receiver: b, continue: true, escalates: false }`)).toEqual(["boss"]);
  });

  test("still has those within it", () => {
    const within = `routes: [{ matchers: [namespace=shop], receiver: a }]`;
    for (const goesOn of [true, false]) {
      expect(escalated(`{ matchers: [], receiver: b, continue: ${goesOn}, escalates: false, ${within} }`)).toEqual([
        "boss",
      ]);
    }
  });
});

test("without levels there is no second tree", () => {
  const plain = routeTree(alerting(`receivers: [${hook("a")}]`));
  expect(JSON.stringify(plain)).not.toContain("escalation");
});
