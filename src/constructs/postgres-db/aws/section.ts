/** What an entry of `databases` says under `aws`: the words of RDS. */
import { z } from "zod";
import { KEY_ARN } from "../../kit/aws/key-arn";
import { dailyWindow } from "../../kit/windows";
import { SNAPSHOT } from "./rds-facts";

export const rdsBlock = z
  .strictObject({
    instanceClass: z
      .string()
      .regex(/^db\.[a-z0-9]+(-[a-z0-9]+)?\.[a-z0-9]+$/, "An instance class such as db.m7g.large.")
      .optional()
      .describe("A concrete RDS instance class, such as db.m7g.large, that counts on AWS in place of `size`."),
    insights: z
      .enum(["standard", "advanced"])
      .default("standard")
      .describe(
        "Database Insights: standard keeps 7 days, advanced 465. Default: standard, in the profile full advanced.",
      ),
    encryptionKey: z
      .string()
      .regex(KEY_ARN, "The ARN of a KMS key (not of an alias).")
      .optional()
      .describe(
        "ARN of an existing KMS key; it must let CloudWatch Logs in. Default: a key of its own, which goes 30 days after the server is destroyed.",
      ),
    snapshot: z
      .string()
      .regex(SNAPSHOT, "The identifier or the ARN of a snapshot.")
      .optional()
      .describe(
        "Identifier or ARN of the snapshot that the server is made from. It counts when the server is made; take it out afterwards.",
      ),
    // 1 to 1000: Secrets Manager, API reference, RotationRulesType, AutomaticallyAfterDays.
    rotateAdminAfterDays: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe("Days after which the administrator's password is changed. Default: RDS's own 7."),
    adminPasswordRevision: z
      .number()
      .int()
      .min(1)
      .default(1)
      .describe(
        "Raise it by one for another password of the administrator's. Counts with `readReplicas` alone: without, RDS changes it by itself.",
      ),
    backupWindow: dailyWindow.optional().describe("Daily, UTC, such as 02:00-03:00. Default: one that RDS chooses."),
  })
  .prefault({})
  .describe("What of the server is RDS's own.");
