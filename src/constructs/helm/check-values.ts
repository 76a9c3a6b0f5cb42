/** A section's own chart values, checked when the environment file is read: nothing of Terraform is loaded here. */
import { checkChartValues } from "../../catalog/chart-values";
import type { ChartName } from "../../catalog/charts";
import type { SectionProblem } from "../core/component";

/** One problem for each value that the chart does not know or take. `path` is where the values stand in the section. */
export function chartValueProblems(
  chart: ChartName,
  values: object | undefined,
  path: readonly (string | number)[],
): readonly SectionProblem[] {
  return checkChartValues(chart, values ?? {}).map((problem) => ({
    ...problem,
    path: [...path, ...problem.path],
    ...(problem.code === "CHART_UNKNOWN_VALUE" ? { at: "key" as const } : {}),
  }));
}
