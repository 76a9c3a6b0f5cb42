/** The section `observability` of the environment file. */
import { z } from "zod";
import { SIZES } from "../../model/sizes";
import { chartValues } from "../kit/chart-values";
import { grafanaSection } from "./grafana-section";

/** A duration as Prometheus writes it: one unit or several, from the largest down (prometheus.io/docs, querying basics). */
const PROMETHEUS_DURATION = /^(?=\d)(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?$/;

/** Seconds of each unit; Prometheus's year has 365 days. */
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
    .regex(PROMETHEUS_DURATION, { message: "must be a duration such as 30s, 5m, 12h or 15d" })
    .refine(
      (text) => {
        const seconds = secondsOf(text);
        return seconds >= secondsOf(least) && seconds <= secondsOf(most);
      },
      { error: `must be a duration from ${least} to ${most}` },
    );
}

/** GiB: more than one Prometheus makes use of. */
const MAX_STORAGE = 16_384;

const storage = z.int().min(1).max(MAX_STORAGE);

export const prometheusSection = z
  .strictObject({
    size: z
      .enum(SIZES)
      .default("small")
      .describe(
        "Abstract size of each Prometheus: its memory and CPU. Default: small; medium in standard, large in full.",
      ),
    replicas: z
      .int()
      .min(1)
      .max(5)
      .default(2)
      .describe("How many collect the same metrics, each for itself. Default: 2, in the profile minimal 1."),
    retention: duration("1h", "5y")
      .default("15d")
      .describe(
        "How long metrics are kept, such as 15d; less where they fill the storage before. Default: 15d, in full 30d.",
      ),
    storage: storage
      .default(50)
      .describe("GiB of each Prometheus. It can grow, never shrink. Default: 20, 50 or 200 by profile."),
    interval: duration("5s", "5m").default("30s").describe("How often metrics are read, such as 30s."),
  })
  .describe("Prometheus: collects metrics, and evaluates alerts.");

export const observabilitySection = z
  .strictObject({
    prometheus: prometheusSection.prefault({}),
    grafana: grafanaSection.prefault({}),
    values: z
      .strictObject({
        kubePrometheusStack: chartValues("kube-prometheus-stack"),
      })
      .prefault({})
      .describe("Chart values, merged last. A key that the chart does not know is refused."),
  })
  .describe("Metrics, logs, dashboards and alerts of the environment.");

export type ObservabilitySection = z.output<typeof observabilitySection>;
