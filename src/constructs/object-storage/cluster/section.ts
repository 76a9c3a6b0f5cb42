/** What an entry of `objectStorage` says under `inCluster`: what only a store has that stands in the cluster. */
import { z } from "zod";

export const inClusterStoreBlock = z
  .strictObject({
    keyRevision: z
      .int()
      .min(1)
      .max(99_999)
      .default(1)
      .describe(
        "Raise it by one for another key of every service. The one before stays valid until the next raise. Default: 1.",
      ),
  })
  .prefault({})
  .describe("What of the store is its own where it stands in the cluster.");
