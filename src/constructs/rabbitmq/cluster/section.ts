/** What an entry of `rabbitmq` says under `inCluster`: what only a broker has that runs as pods. */
import { z } from "zod";

/** An even number has no more majority than the odd one below it: rabbitmq.com/docs/clustering, "Node Counts and Quorum". */
export const NODE_COUNTS = [1, 3, 5] as const;

export const inClusterBlock = z
  .strictObject({
    nodes: z
      .union(NODE_COUNTS.map((count) => z.literal(count)))
      .optional()
      .describe("Nodes: 1, 3 or 5; they are added, never taken away. Default: 3, without `highAvailability` 1."),
    storage: z
      .int()
      .min(5)
      .max(16_384)
      .default(20)
      .describe("GiB of the volume of each node. It can grow, never shrink. Default: 10, 20 or 50 by profile."),
  })
  .prefault({})
  .describe("What of the broker is its own where it runs in the cluster.");

export type InClusterSection = z.output<typeof inClusterBlock>;
