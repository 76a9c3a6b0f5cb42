/** The component `metricsServer`. */
import { defineComponent, type SectionContext } from "../../model/component";
import { isAdopted } from "../kit/adopted";
import { chartValueProblems } from "../kit/cluster/check-values";
import { metricsServerSection } from "./section";

export const metricsServerComponent = defineComponent({
  name: "metricsServer",
  schema: metricsServerSection,
  defaults: () => ({}),
  check: ({ values }) => chartValueProblems("metrics-server", values, ["values"]),
  versions: (_, context) => (isClusterCreated(context) ? [{ kind: "chart", name: "metrics-server", path: [] }] : []),
  observed: (_, context) =>
    isClusterCreated(context) ? (require("./observed") as typeof import("./observed")).metricsServerObserved : {},
  // It was a part of the cluster's once: what is deployed keeps its addresses.
  scope: ["cluster", "metrics-server"],
  requires: [
    { what: "network", to: "let the API server in", askedBy: (_, context) => (isClusterCreated(context) ? [[]] : []) },
    // Of a cluster that is not made here nothing is asked: it has its own.
    { what: "k8s-cluster", to: "run", optional: true },
  ],
  build: {
    platform: (deployment) => {
      const { buildMetricsServer } = require("./build") as typeof import("./build");
      if (isClusterCreated(deployment)) buildMetricsServer(deployment);
    },
  },
});

/** An adopted cluster has its own owner, who installs what it needs. */
function isClusterCreated({ facts, sections }: SectionContext): boolean {
  const cluster = sections["cluster"] as object | undefined;
  return cluster !== undefined && !isAdopted(cluster, facts);
}
