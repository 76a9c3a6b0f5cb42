/** Whether the file's thresholds are figures that alerts compare with. Paths are within `observability`. */
import type { SectionProblem } from "../../../model/component";
import type { AlertGroup, Threshold } from "../../../model/observed";
import { ownAlerts } from "./own-alerts";
import type { ThresholdsSection } from "./section";

/** All that a file may change, by name. */
export function thresholdsOf(groups: readonly AlertGroup[]): readonly Threshold[] {
  const all = [...groups, ...ownAlerts].flatMap(({ thresholds = [] }) => thresholds);
  return [...new Map(all.map((threshold) => [threshold.name, threshold])).values()].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

/** @param groups The alerts of all components that the environment has. */
export function checkThresholds(given: ThresholdsSection, groups: readonly AlertGroup[]): readonly SectionProblem[] {
  const known = thresholdsOf(groups);
  return Object.entries(given).flatMap(([name, value]): readonly SectionProblem[] => {
    const path = ["thresholds", name];
    const threshold = known.find((one) => one.name === name);
    if (!threshold) {
      return [
        {
          path,
          at: "key",
          code: "ALERTING_THRESHOLD_UNKNOWN",
          message: `No alert of this environment has a threshold '${name}'.`,
          remedy: `There are: ${known.map((one) => one.name).join(", ")}.`,
        },
      ];
    }
    const { min, max, description } = threshold;
    if (value >= min && value <= max) return [];
    return [
      {
        path,
        code: "ALERTING_THRESHOLD_RANGE",
        message: `'${name}' cannot be ${value}: from ${min} to ${max}. It is: ${description}`,
      },
    ];
  });
}
