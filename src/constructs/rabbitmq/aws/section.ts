/** What an entry of `rabbitmq` says under `aws`: the words of Amazon MQ. */
import { z } from "zod";
import { KEY_ARN } from "../../kit/aws/key-arn";

export const mqBlock = z
  .strictObject({
    instanceType: z
      .string()
      .regex(/^mq\.[a-z0-9]+\.[a-z0-9]+$/, "An instance type such as mq.m7g.large.")
      .optional()
      .describe("A concrete instance type of Amazon MQ, such as mq.m7g.large, that counts on AWS in place of `size`."),
    encryptionKey: z
      .string()
      .regex(KEY_ARN, "The ARN of a KMS key (not of an alias).")
      .optional()
      .describe(
        "ARN of an existing KMS key; it must let CloudWatch Logs in. Default: a key of its own, which goes 30 days after the broker is destroyed.",
      ),
    applyImmediately: z
      .boolean()
      .default(false)
      .describe(
        "Whether a change that needs a restart (instance type, version) restarts the broker at once, and not in the maintenance window.",
      ),
  })
  .prefault({})
  .describe("What of the broker is Amazon MQ's own.");
