/** What the section `metricsServer` may hold. */
import { defineRules, type SectionContext } from "../../model/component";
import { isAdopted } from "../kit/adopted";
import { chartValueProblems } from "../kit/cluster/check-values";
import { metricsServerSection } from "./section";

export const metricsServerRules = defineRules({
  schema: metricsServerSection,
  defaults: () => ({}),
  check: ({ values }) => chartValueProblems("metrics-server", values, ["values"]),
  versions: (_, context) => (isClusterCreated(context) ? [{ kind: "chart", name: "metrics-server", path: [] }] : []),
});

/** An adopted cluster has its own owner, who installs what it needs. */
export function isClusterCreated({ facts, sections }: SectionContext): boolean {
  const cluster = sections["cluster"] as object | undefined;
  return cluster !== undefined && !isAdopted(cluster, facts);
}
