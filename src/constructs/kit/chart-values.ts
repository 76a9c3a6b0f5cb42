/** A section's field for values of a chart: what they may hold is checked with the rest of the section (`cluster/check-values.ts`). */
import { z } from "zod";

export function chartValues(chart: string): z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodUnknown>> {
  return z
    .record(z.string(), z.unknown())
    .optional()
    .describe(`Values of the chart ${chart}, laid over the project's own.`);
}
