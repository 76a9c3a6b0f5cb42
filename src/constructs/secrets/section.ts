/** `secrets` in the environment file: the operator that brings secrets from the cloud's store into the cluster. */
import { z } from "zod";

export const secretsSchema = z
  .strictObject({
    encryptionKey: z
      .string()
      .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/, "The ARN of a KMS key (not of an alias).")
      .optional()
      .describe("ARN of an existing KMS key for the environment's secrets. Default: a key of its own."),
    replicas: z
      .number()
      .int()
      .min(1)
      .max(5)
      .default(1)
      .describe("Copies of the operator. Default: 2, in the profile minimal 1."),
    values: z
      .record(z.string(), z.unknown())
      .default({})
      .describe("Values of the chart external-secrets, merged last. Unknown keys are refused."),
  })
  .describe("External Secrets Operator and its store: the way of secrets from the cloud into the cluster.");

export type SecretsSection = z.output<typeof secretsSchema>;
