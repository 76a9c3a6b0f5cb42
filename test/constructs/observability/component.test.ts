/** observability as a component: what the file says of it, and what is refused. */
import { environmentOf, platformOf, problemsOf } from "./fixtures";

test("a file that says nothing of it has none", () => {
  expect(environmentOf("").sections["observability"]).toBeUndefined();
  expect(platformOf("").releases.filter((name) => name.startsWith("prometheus"))).toEqual([]);
});

test("redundancy and cost differ by profile", () => {
  const prometheusOf = (profile: string): unknown =>
    (environmentOf("observability: {}\n", profile).sections["observability"] as { prometheus: unknown }).prometheus;
  expect(prometheusOf("minimal")).toEqual({
    size: "small",
    replicas: 1,
    retention: "15d",
    storage: 20,
    interval: "30s",
  });
  expect(prometheusOf("standard")).toEqual({
    size: "medium",
    replicas: 2,
    retention: "15d",
    storage: 50,
    interval: "30s",
  });
  expect(prometheusOf("full")).toEqual({ size: "large", replicas: 2, retention: "30d", storage: 200, interval: "30s" });
});

test.each([
  ["a retention of no unit", "prometheus: { retention: '15' }", "6 ENV_VALUE"],
  ["a retention in words", "prometheus: { retention: two weeks }", "6 ENV_VALUE"],
  ["a retention in the wrong order", "prometheus: { retention: 12h2d }", "6 ENV_VALUE"],
  ["a retention of nothing", "prometheus: { retention: 0d }", "6 ENV_VALUE"],
  ["a retention of a century", "prometheus: { retention: 100y }", "6 ENV_VALUE"],
  ["an interval that is too short", "prometheus: { interval: 1s }", "6 ENV_VALUE"],
  ["storage with a unit", "prometheus: { storage: 50Gi }", "6 ENV_TYPE"],
  ["storage of nothing", "prometheus: { storage: 0 }", "6 ENV_VALUE"],
  ["no replicas", "prometheus: { replicas: 0 }", "6 ENV_VALUE"],
  ["a field that there is not", "prometheus: { retain: 15d }", "6 ENV_UNKNOWN_KEY"],
  ["values that the chart does not know", "values: { kubePrometheusStack: { grafanna: {} } }", "6 CHART_UNKNOWN_VALUE"],
  [
    "values of a chart within the chart",
    "values: { kubePrometheusStack: { grafana: { replikas: 2 } } }",
    "6 CHART_UNKNOWN_VALUE",
  ],
])("%s is refused where it stands", (_, text, expected) => {
  expect(problemsOf(`observability: { ${text} }\n`)).toEqual([expect.stringContaining(expected)]);
});
