/** The component `observability`: its section, what is checked across sections, and where it is built. */
import type { ChartName } from "../../catalog/charts";
import { defineComponent, type SectionContext, type SectionProblem } from "../../model/component";
import { chartValueProblems } from "../kit/cluster/check-values";
import { observabilityDefaults } from "./defaults";
import { type ObservabilitySection, observabilitySection } from "./section";

/** Which chart a key of `values` belongs to. */
const OWN_CHARTS = {
  kubePrometheusStack: "kube-prometheus-stack",
} as const satisfies Record<keyof ObservabilitySection["values"], ChartName>;

export const observabilityComponent = defineComponent({
  name: "observability",
  schema: observabilitySection,
  onlyIfWritten: true,
  defaults: observabilityDefaults,
  after: ["cluster", "secrets", "ingress"],
  check: (section, context) => [...checkNeeds(context), ...checkValues(section)],
  versions: () =>
    ["prometheus-operator-crds", "kube-prometheus-stack"].map((name) => ({ kind: "chart", name, path: [] })),
  facts: () => (require("./facts") as typeof import("./facts")).observabilityFacts,
  build: {
    platform: (deployment) => {
      const { buildObservability } = require("./build") as typeof import("./build");
      buildObservability(deployment);
    },
  },
});

/** It runs in the cluster, and its credentials are made through the secret store. */
function checkNeeds({ sections }: SectionContext): readonly SectionProblem[] {
  return ["cluster", "secrets"]
    .filter((needed) => sections[needed] === undefined)
    .map((needed) => ({
      path: [],
      at: "key" as const,
      code: "OBSERVABILITY_NEEDS",
      message: `'observability' needs the section '${needed}', which is not there.`,
      remedy: `Write '${needed}', or leave out 'observability'.`,
      reliesOn: [needed],
    }));
}

function checkValues({ values }: ObservabilitySection): readonly SectionProblem[] {
  return Object.entries(OWN_CHARTS).flatMap(([key, chart]) =>
    chartValueProblems(chart, values[key as keyof typeof OWN_CHARTS], ["values", key]),
  );
}
