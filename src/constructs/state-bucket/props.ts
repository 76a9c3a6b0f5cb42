/** What a place for states needs; its names are checked by the target that makes it. */
import { z } from "zod";

export const stateBucketSchema = z.strictObject({
  bucket: z.string().min(1).describe("Name of the bucket: unique in all of the cloud."),
  region: z.string().describe("The cloud's region in which the bucket is made."),
  account: z.string().describe("The account that owns it, and whose policies say who may read states."),
  keyId: z
    .string()
    .optional()
    .describe(
      "Key that encrypts what names no other, as the cloud names it. Default: one is made, with the bucket's name.",
    ),
  container: z
    .string()
    .optional()
    .describe("Part of the storage in which the states are, where the cloud divides it. Default: the target's."),
  noncurrentDays: z
    .int()
    .min(1)
    .default(365)
    .describe("How long an earlier version of a state is kept, in days: the way back from a broken one. Default: 365."),
});

export type StateBucketProps = z.input<typeof stateBucketSchema>;
