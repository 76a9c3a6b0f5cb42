/** `objectServers` in the environment file: the servers that every store of objects in the cluster stands on. */
import { z } from "zod";

/** What a server keeps is there once, twice or three times; the last digit of SeaweedFS's placement is one less, and has one digit. */
const MAX_COPIES = 3;

const copies = z
  .int()
  .min(1)
  .max(MAX_COPIES)
  .default(2)
  .describe("On how many servers every object is kept, 1 to 3. Default: 1, 2 or 3 by profile.");

export const objectServersSchema = z
  .strictObject({
    servers: z
      .int()
      .min(1)
      .max(99)
      .default(3)
      .describe("Servers that keep objects, each on a node of its own, 1 to 99. Default: 1, 3 or 5 by profile."),
    storage: z
      .int()
      .min(10)
      .max(16_384)
      .default(100)
      .describe(
        "GiB of the volume of each of these servers. It can grow, never shrink. Default: 20, 100 or 500 by profile.",
      ),
    copies,
    indexStorage: z
      .int()
      .min(1)
      .max(16_384)
      .default(10)
      .describe(
        "GiB of the volume of each server of names, which says where an object is. It can grow, never shrink. Default: 5, 10 or 50 by profile.",
      ),
    gateways: z
      .int()
      .min(1)
      .max(50)
      .default(2)
      .describe("Pods that clients speak with, 1 to 50. Default: 1, 2 or 3 by profile."),
    adminKeyRevision: z
      .int()
      .min(1)
      .max(99_999)
      .default(1)
      .describe("Raise it by one for another key of the administrator's, with which buckets are made. Default: 1."),
    protected: z
      .boolean()
      .default(true)
      .describe(
        "Whether their volumes refuse to be destroyed. Default: as the environment. Set false first, to remove them.",
      ),
    values: z
      .record(z.string(), z.unknown())
      .default({})
      .describe("Values of the chart seaweedfs, merged last. Unknown keys are refused."),
  })
  .describe("SeaweedFS: the servers of all stores of objects in the cluster.");

export type ObjectServersSection = z.output<typeof objectServersSchema>;
