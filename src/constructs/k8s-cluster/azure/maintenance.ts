/** When AKS works on a cluster by itself. */
import type { SectionProblem } from "../../../model/component";
import { windowMinutes } from "../../kit/windows";
import type { AzureClusterBlock } from "./section";

const HOUR = 60;
/** Of a window (learn.microsoft.com/azure/aks/planned-maintenance): hours at least, and at most. */
const HOURS = { min: 4, max: 24 };
const DAYS: Readonly<Record<string, string>> = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};

/** A window of every week as Azure writes it. @param window such as `sun:01:00-sun:05:00`; checked before */
export function maintenanceWindow(window: string) {
  const [day = "", hours = "", minutes = ""] = window.split(/[:-]/);
  return {
    frequency: "Weekly",
    interval: 1,
    dayOfWeek: DAYS[day] ?? day,
    startTime: `${hours}:${minutes}`,
    utcOffset: "+00:00",
    duration: windowMinutes(window) / HOUR,
  };
}

export function checkMaintenance(maintenance: AzureClusterBlock["maintenance"]): readonly SectionProblem[] {
  return Object.entries(maintenance).flatMap(([name, window]): readonly SectionProblem[] => {
    const minutes = windowMinutes(window);
    if (minutes % HOUR === 0 && minutes >= HOURS.min * HOUR && minutes <= HOURS.max * HOUR) return [];
    return [
      {
        path: ["azure", "maintenance", name],
        code: "CLUSTER_MAINTENANCE_WINDOW",
        message: `A window of ${minutes} minutes is none that AKS takes: whole hours, ${HOURS.min} to ${HOURS.max}.`,
        remedy: "Write such as sun:01:00-sun:05:00.",
      },
    ];
  });
}
