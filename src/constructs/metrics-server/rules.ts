/** What the section `metricsServer` may hold. */
import { defineRules, type SectionContext, type SectionProblem } from "../../model/component";
import { factsOf, isBundled } from "../../targets";
import { isAdopted } from "../kit/adopted";
import { chartValueProblems } from "../kit/cluster/check-values";
import { type MetricsServerSection, metricsServerSection } from "./section";

export const metricsServerRules = defineRules({
  schema: metricsServerSection,
  defaults: () => ({}),
  check: (section, context) => [
    ...checkBundled(section, context),
    ...chartValueProblems("metrics-server", section.values, ["values"]),
  ],
  versions: (_, context) => (isInstalled(context) ? [{ kind: "chart", name: "metrics-server", path: [] }] : []),
});

/** An adopted cluster has its own owner, who installs what it needs. */
export function isClusterCreated({ facts, sections }: SectionContext): boolean {
  const cluster = sections["cluster"] as object | undefined;
  return cluster !== undefined && !isAdopted(cluster, facts);
}

/** Nor where every cluster has it as it is made: then it is the cloud's to keep up. */
export function isInstalled(context: SectionContext): boolean {
  return isClusterCreated(context) && !isBundled(context.facts.target, "metrics-server");
}

function checkBundled({ values }: MetricsServerSection, { facts }: SectionContext): readonly SectionProblem[] {
  if (values === undefined || !isBundled(facts.target, "metrics-server")) return [];
  const cloud = factsOf(facts.target)?.title ?? facts.target;
  return [
    {
      path: ["values"],
      code: "METRICS_SERVER_BUNDLED",
      message: `${cloud} brings metrics-server with every cluster and keeps it up: these values would reach no chart.`,
      remedy: "Leave `values` out.",
    },
  ];
}
