/** What the chart makes a Prometheus and an Alertmanager of, held to the definitions of these kinds. */
import { customResourceProblems } from "../../helpers/crd";
import { INGRESS, platformOf } from "./fixtures";

/** Of the chart's own, read from its templates of 88.5.3: they are no fields, or fields of another name. */
const CHARTS_OWN = /^(podAntiAffinity|additionalAlertRelabelConfigs|.*SelectorNilUsesHelmValues)$/;
const RENAMED: Readonly<Record<string, string>> = { storageSpec: "storage" };

type Spec = Readonly<Record<string, unknown>>;

function problemsOf(kind: string, values: Spec): readonly string[] {
  const fields = Object.entries(values).filter(([key]) => !CHARTS_OWN.test(key));
  const spec = Object.fromEntries(fields.map(([key, value]) => [RENAMED[key] ?? key, value]));
  return customResourceProblems({ apiVersion: "monitoring.coreos.com/v1", kind, metadata: { name: "stack" }, spec });
}

const ALERTING = `
  alerting:
    receivers: [{ name: team, slack: [{ channel: "#alerts", webhook: { secret: slack, property: url } }] }]
    route: { receiver: team }
`;

test.each(["minimal", "standard", "full"])(
  "Prometheus and Alertmanager are what their definitions ask for in %s",
  (profile) => {
    const { prometheus, alertmanager } = platformOf(
      `${INGRESS}observability:\n  access: { allow: [203.0.113.0/24] }\n  logs: {}${ALERTING}`,
      profile,
    ).values("prometheus-stack") as unknown as {
      readonly prometheus: { readonly prometheusSpec: Spec };
      readonly alertmanager: { readonly alertmanagerSpec: Spec };
    };

    expect(problemsOf("Prometheus", prometheus.prometheusSpec)).toEqual([]);
    expect(problemsOf("Alertmanager", alertmanager.alertmanagerSpec)).toEqual([]);
  },
);

test.each([
  ["an unknown field", "retentions", "10d", "must NOT have additional properties"],
  ["a wrong form", "retention", "ten days", "must match pattern"],
  ["a wrong type", "replicas", "two", "must be integer"],
  ["a value that there is not", "logFormat", "xml", "must be equal to one of the allowed values"],
])("%s would be seen", (_, field, value, words) => {
  expect(problemsOf("Prometheus", { [field]: value })).toEqual([expect.stringContaining(words)]);
});
