/** The section `observability` of the environment file. */
import { z } from "zod";
import { SIZES } from "../../model/sizes";
import { chartValues } from "../kit/chart-values";
import { accessSection } from "./access-section";
import { alertingSection, thresholdsSection } from "./alerting/section";
import { datadogSection } from "./datadog/section";
import { duration } from "./duration";
import { grafanaSection } from "./grafana-section";
import { logsSection } from "./logs-section";

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

export type PrometheusSection = z.output<typeof prometheusSection>;

/** In place of Prometheus's fields: it is not there, nor is what stands on it. */
export const NO_PROMETHEUS = "none";

export const observabilitySection = z
  .strictObject({
    prometheus: z
      .union([z.literal(NO_PROMETHEUS), prometheusSection])
      .prefault({})
      .describe(
        "Prometheus: collects metrics, and evaluates alerts. `none`: another tool takes its place; then there is no Grafana, Alertmanager or Loki either.",
      ),
    grafana: grafanaSection.prefault({}),
    logs: logsSection.optional(),
    access: accessSection.optional(),
    alerting: alertingSection.prefault({}),
    thresholds: thresholdsSection,
    datadog: datadogSection.optional(),
    values: z
      .strictObject({
        kubePrometheusStack: chartValues("kube-prometheus-stack"),
        loki: chartValues("loki"),
        alloy: chartValues("alloy"),
      })
      .prefault({})
      .describe("Chart values, merged last. A key that the chart does not know is refused."),
  })
  .describe("Metrics, logs, dashboards and alerts of the environment.");

export type ObservabilitySection = z.output<typeof observabilitySection>;
