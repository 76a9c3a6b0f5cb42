/** What an entry of `objectStorage` says under `aws`: the words of S3. */
import { z } from "zod";
import { KEY_ARN } from "../../kit/aws/key-arn";

export const bucketBlock = z
  .strictObject({
    bucket: z
      .string()
      .min(3)
      .max(63)
      .regex(
        /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9-]*[a-z0-9]$/,
        "3 to 63 letters a-z, digits and hyphens, beginning and ending with no hyphen.",
      )
      .refine((name) => !/(-s3alias|--ol-s3|--x-s3|--table-s3)$/.test(name), {
        error: "S3 keeps that ending to itself.",
      })
      .optional()
      .describe(
        "Name of the bucket, unique in all of AWS. Default: environment, name, account and region, shortened to 63 characters.",
      ),
    encryptionKey: z
      .string()
      .regex(KEY_ARN, "The ARN of a KMS key (not of an alias).")
      .optional()
      .describe(
        "ARN of an existing KMS key. Default: a key of its own, which goes 30 days after the bucket is destroyed.",
      ),
  })
  .prefault({})
  .describe("What of the store is S3's own.");
