/** A maintenance window, as Amazon MQ is told of it: when it begins. */
import type { MqBrokerMaintenanceWindowStartTime } from "@cdktf/provider-aws/lib/mq-broker";

const DAYS: Readonly<Record<string, string>> = {
  mon: "MONDAY",
  tue: "TUESDAY",
  wed: "WEDNESDAY",
  thu: "THURSDAY",
  fri: "FRIDAY",
  sat: "SATURDAY",
  sun: "SUNDAY",
};

/** @param window `sun:03:00-sun:05:00`, in UTC; none is one that Amazon MQ chooses. */
export function maintenanceWindowOf(window: string | undefined): {
  maintenanceWindowStartTime?: MqBrokerMaintenanceWindowStartTime;
} {
  if (window === undefined) return {};
  const [start = ""] = window.split("-");
  const [day = "", ...time] = start.split(":");
  return { maintenanceWindowStartTime: { dayOfWeek: DAYS[day] ?? "", timeOfDay: time.join(":"), timeZone: "UTC" } };
}
