/** What `velero` says under `aws`. */
import { z } from "zod";
import { KEY_ARN } from "../../kit/aws/key-arn";

export const veleroBlock = z
  .strictObject({
    encryptionKey: z
      .string()
      .regex(KEY_ARN, "The ARN of a KMS key (not of an alias).")
      .optional()
      .describe("ARN of an existing KMS key for the store of the backups. Default: a key of its own."),
  })
  .prefault({})
  .describe("What of the backups is AWS's own.");
