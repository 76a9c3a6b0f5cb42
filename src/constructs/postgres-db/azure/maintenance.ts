/** When a server may be worked on, as Azure takes it: the day and the time at which an hour begins. */
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** @param window Such as `sun:03:00-sun:04:00`, in UTC. */
export function maintenanceOf(window: string): {
  readonly dayOfWeek: number;
  readonly startHour: number;
  readonly startMinute: number;
} {
  const [day = "", hour = "", minute = ""] = (window.split("-")[0] ?? "").split(":");
  return { dayOfWeek: DAYS.indexOf(day), startHour: Number(hour), startMinute: Number(minute) };
}
