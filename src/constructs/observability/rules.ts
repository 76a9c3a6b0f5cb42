/** What the section `observability` may hold. */
import type { ChartName } from "../../catalog/charts";
import { defineRules, type SectionContext, type SectionProblem } from "../../model/component";
import { chartValueProblems } from "../kit/cluster/check-values";
import { checkNamedStore } from "../object-storage/named-store";
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

export const observabilityRules = defineRules({
  schema: observabilitySection,
  defaults: observabilityDefaults,
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
});

function checkOwn(section: ObservabilitySection, context: SectionContext): readonly SectionProblem[] {
  return [
    ...checkAccess(section, context),
    // Of what has happened it tells; with the cluster it may go.
    ...checkNamedStore(section.logs?.store, ["logs", "store"], context),
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
