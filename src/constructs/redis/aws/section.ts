/** What an entry of `redis` says under `aws`: the words of ElastiCache. */
import { z } from "zod";
import { KEY_ARN } from "../../kit/aws/key-arn";
import { dailyWindow } from "../../kit/windows";

export const awsCacheBlock = z
  .strictObject({
    nodeType: z
      .string()
      .regex(/^cache\.[a-z0-9]+\.[a-z0-9]+$/, "A node type such as cache.m7g.large.")
      .optional()
      .describe("A concrete node type, such as cache.m7g.large, that counts on AWS in place of `topology.size`."),
    snapshotDays: z
      .number()
      .int()
      .min(1)
      .max(35)
      .default(7)
      .describe(
        "Days that daily snapshots are kept, 1 to 35. Default: 7, of a cache 1; in the profile full 14 of a queue.",
      ),
    snapshotWindow: dailyWindow
      .optional()
      .describe("Daily, UTC, such as 02:00-03:00, of an hour at least. Default: one that ElastiCache chooses."),
    encryptionKey: z
      .string()
      .regex(KEY_ARN, "The ARN of a KMS key (not of an alias).")
      .optional()
      .describe(
        "ARN of an existing KMS key; it must let CloudWatch Logs in. Default: a key of its own, which goes 30 days after the cache is destroyed.",
      ),
  })
  .prefault({})
  .describe("What of the cache is ElastiCache's own.");
