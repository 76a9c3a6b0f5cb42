/** Durations as Prometheus and Alertmanager write them: one unit or several, from the largest down. */
import { z } from "zod";

/** prometheus/common, model/time.go; milliseconds are of no use here. */
const DURATION = /^(?=\d)(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?$/;

/** Seconds of each unit; a year has 365 days. */
const UNITS = { y: 31_536_000, w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 } as const;

/** A duration in seconds. */
export function secondsOf(duration: string): number {
  return [...duration.matchAll(/(\d+)([ywdhms])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNITS[unit as keyof typeof UNITS],
    0,
  );
}

/** A duration between two others. */
export function duration(least: string, most: string): z.ZodString {
  return z
    .string()
    .regex(DURATION, { message: "must be a duration such as 30s, 5m, 12h or 15d" })
    .refine(
      (text) => {
        const seconds = secondsOf(text);
        return seconds >= secondsOf(least) && seconds <= secondsOf(most);
      },
      { error: `must be a duration from ${least} to ${most}` },
    );
}
