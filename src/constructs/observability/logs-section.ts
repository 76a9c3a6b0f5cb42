/** `observability.logs` in the environment file. */
import { z } from "zod";
import { SIZES } from "../../model/sizes";
import { duration } from "./duration";

export const logsSection = z
  .strictObject({
    retention: duration("1d", "10y")
      .default("30d")
      .describe("How long logs are kept, such as 30d. Default: 14d, 30d or 90d by profile."),
    size: z
      .enum(SIZES)
      .default("small")
      .describe("Abstract size of each Loki: its memory and CPU. Default: small; medium in standard, large in full."),
    storage: z
      .int()
      .min(1)
      .max(1024)
      .default(10)
      .describe(
        "GiB of each Loki for what is not in the bucket yet. It can grow, never shrink. Default: 10; 20 in full.",
      ),
    store: z
      .string()
      .optional()
      .describe(
        "Name of a store of `objectStorage` that logs are kept in. Default: a store of their own; on bare hosts, `platform`.",
      ),
    events: z.boolean().default(true).describe("Whether Kubernetes' events are kept as logs, too."),
  })
  .describe("Logs of all pods, in a bucket. Left out, none are collected.");

export type LogsSection = z.output<typeof logsSection>;
