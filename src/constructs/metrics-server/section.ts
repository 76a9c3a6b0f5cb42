/** The section `metricsServer` of the environment file. */
import { z } from "zod";

export const metricsServerSection = z
  .strictObject({
    values: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(
        "Values of the chart metrics-server, laid over the project's own. A key that the chart does not know is refused; so is any where the cloud brings it.",
      ),
  })
  .describe(
    "What `kubectl top` and the horizontal pod autoscaler read. Installed into every cluster that is made here, unless its cloud brings it along.",
  );

export type MetricsServerSection = z.output<typeof metricsServerSection>;
