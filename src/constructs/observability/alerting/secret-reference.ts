/** What is secret of a receiver, by reference: where it lies in the environment's store of secrets. */
import { z } from "zod";

export const secretReference = z
  .strictObject({
    secret: z
      .string()
      .max(40)
      .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, { message: "must be lower-case words and digits, joined by hyphens" })
      .describe(
        "Name of a secret in the store, without what stands before it: <environment>/namespaces/observability/.",
      ),
    property: z
      .string()
      .max(100)
      .regex(/^[A-Za-z0-9_][A-Za-z0-9_-]*$/, { message: "must be letters, digits, underscores and hyphens" })
      .describe("Which property of it: the secret's value is a JSON object."),
  })
  .describe("A secret by reference. It is put into the store by hand, and never into this file.");

export type SecretReference = z.output<typeof secretReference>;
