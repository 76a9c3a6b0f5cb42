/** The component `observability`: its section, what is checked across sections, and where it is built. */
import type { ChartName } from "../../catalog/charts";
import { defineComponent, type SectionContext, type SectionProblem } from "../../model/component";
import { chartValueProblems } from "../kit/cluster/check-values";
import { checkAccess } from "./check-access";
import { checkAlone, noAlerts, standsAlone } from "./check-alone";
import { checkAlerting } from "./alerting/check";
import { checkThresholds } from "./alerting/check-thresholds";
import { observabilityDefaults } from "./defaults";
import { type ObservabilitySection, observabilitySection } from "./section";

/** Which chart a key of `values` belongs to. */
const OWN_CHARTS = {
  kubePrometheusStack: "kube-prometheus-stack",
  loki: "loki",
  alloy: "alloy",
} as const satisfies Record<keyof ObservabilitySection["values"], ChartName>;

export const observabilityComponent = defineComponent({
  name: "observability",
  schema: observabilitySection,
  onlyIfWritten: true,
  defaults: observabilityDefaults,
  provides: { data: ["object-storage"], platform: ["observability"] },
  requires: [
    { what: "network", to: "let the API server in" },
    { what: "k8s-cluster", to: "run" },
    { what: "secrets", to: "make its credentials" },
    {
      what: "ingress",
      to: "show Grafana, Prometheus and Alertmanager to people",
      askedBy: ({ access }) => (access ? [["access"]] : []),
    },
    { what: "ingress", to: "have cert-manager sign for the webhook that checks rules", optional: true },
  ],
  check: (section, context) => [
    ...(standsAlone(section) ? [...checkAlone(section), ...noAlerts(section, context)] : checkOwn(section, context)),
    ...checkValues(section),
  ],
  versions: ({ logs, datadog, ...section }) =>
    [
      ...(standsAlone(section)
        ? []
        : ["prometheus-operator-crds", "kube-prometheus-stack", ...(logs ? ["loki", "alloy"] : [])]
      ).map((name) => ({ name, path: [] })),
      ...(datadog ? [{ name: "datadog-operator", path: ["datadog"] }] : []),
    ].map((chart) => ({ kind: "chart", ...chart })),
  facts: () => (require("./facts") as typeof import("./facts")).observabilityFacts,
  build: {
    data: (deployment) => {
      const { buildLogStore } = require("./build") as typeof import("./build");
      buildLogStore(deployment);
    },
    platform: (deployment) => {
      const { buildObservability } = require("./build") as typeof import("./build");
      buildObservability(deployment);
    },
  },
});

function checkOwn(section: ObservabilitySection, context: SectionContext): readonly SectionProblem[] {
  return [
    ...checkAccess(section, context),
    ...checkAlerting(section.alerting).map(({ path, ...problem }) => ({ ...problem, path: ["alerting", ...path] })),
    ...checkThresholds(section.thresholds, context.observed?.().alerts ?? []),
  ];
}

function checkValues({ values, datadog }: ObservabilitySection): readonly SectionProblem[] {
  return [
    ...Object.entries(OWN_CHARTS).flatMap(([key, chart]) =>
      chartValueProblems(chart, values[key as keyof typeof OWN_CHARTS], ["values", key]),
    ),
    ...chartValueProblems("datadog-operator", datadog?.values, ["datadog", "values"]),
  ];
}
