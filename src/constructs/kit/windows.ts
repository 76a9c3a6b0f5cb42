/** Times at which a server may be worked on: how they are written, and how they compare. In UTC. */
import { z } from "zod";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY = `(?:${DAYS.join("|")})`;
const TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d";

export const weeklyWindow = z
  .string()
  .regex(new RegExp(`^${DAY}:${TIME}-${DAY}:${TIME}$`), "Write it as sun:03:00-sun:04:00, in UTC.");

export const dailyWindow = z.string().regex(new RegExp(`^${TIME}-${TIME}$`), "Write it as 02:00-03:00, in UTC.");

const MINUTES_A_DAY = 24 * 60;
const MINUTES_A_WEEK = 7 * MINUTES_A_DAY;

/** Minutes of a window, either kind; the same time twice is none. */
export function windowMinutes(window: string): number {
  const [from = 0, to = 0] = window.split("-").map(minuteOf);
  const period = isWeekly(window) ? MINUTES_A_WEEK : MINUTES_A_DAY;
  return (to - from + period) % period;
}

/** Whether a window of every day and one of every week share a minute. */
export function windowsOverlap(daily: string, weekly: string): boolean {
  const [from = 0] = weekly.split("-").map(minuteOf);
  const [at = 0] = daily.split("-").map(minuteOf);
  return DAYS.some((_, day) => {
    const start = (day * MINUTES_A_DAY + at - from + MINUTES_A_WEEK) % MINUTES_A_WEEK;
    return start < windowMinutes(weekly) || start + windowMinutes(daily) > MINUTES_A_WEEK;
  });
}

const isWeekly = (window: string): boolean => /^[a-z]/.test(window);

/** From the beginning of the week, or of the day where no day is named. */
function minuteOf(text: string): number {
  const parts = text.split(":");
  const [hours = 0, minutes = 0] = parts.slice(-2).map(Number);
  return Math.max(0, DAYS.indexOf(parts[0] ?? "")) * MINUTES_A_DAY + hours * 60 + minutes;
}
