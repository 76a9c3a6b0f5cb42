/** `observability.grafana` in the environment file. */
import { z } from "zod";

export const grafanaSection = z.strictObject({}).describe("Grafana: dashboards of metrics and logs.");

export type GrafanaSection = z.output<typeof grafanaSection>;
