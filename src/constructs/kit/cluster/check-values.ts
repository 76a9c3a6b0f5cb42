/** A section's own chart values, checked when the environment file is read: nothing of Terraform is loaded here. */
import { checkChartValues } from "../../../catalog/chart-values";
import type { ChartName } from "../../../catalog/charts";
import type { SectionProblem } from "../../../model/component";

/**
 * One problem for each value that the chart does not know or take, and one warning for each that undoes a protection. `path`
 * is where the values stand in the section.
 */
export function chartValueProblems(
  chart: ChartName,
  values: object | undefined,
  path: readonly (string | number)[],
): readonly SectionProblem[] {
  const given = values ?? {};
  if (Object.keys(given).length === 0) return [];
  // Few files give any values.
  const { findUnsafeValues } =
    require("../../../catalog/find-unsafe-values") as typeof import("../../../catalog/find-unsafe-values");
  const problems = checkChartValues(chart, given).map((problem) => ({
    ...problem,
    path: [...path, ...problem.path],
    ...(problem.code === "CHART_UNKNOWN_VALUE" ? { at: "key" as const } : {}),
  }));
  const warnings = findUnsafeValues(given, chart).map(({ what, path: inner }) => ({
    path: [...path, ...inner],
    code: "CHART_VALUE_UNSAFE",
    message: `'${inner.join(".")}' of the chart '${chart}' undoes a protection. ${what.reason}`,
    remedy: "Leave it out, unless that is what you want. A review tells it as an exposure.",
    severity: "warning" as const,
  }));
  return [...problems, ...warnings];
}
