/** What the section `secrets` says under `aws`. */
import { z } from "zod";
import { KEY_ARN } from "../../kit/aws/key-arn";

export const awsSecretsBlock = z
  .strictObject({
    encryptionKey: z
      .string()
      .regex(KEY_ARN, "The ARN of a KMS key (not of an alias).")
      .optional()
      .describe("ARN of an existing KMS key for the environment's secrets. Default: a key of its own."),
  })
  .prefault({})
  .describe("What of the secrets is AWS's own.");
