/** What is known of S3: buckets, and what guards them, each a resource of its own. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { forcedDeletionRule, policyGainsRule } from "../shared/rules";

const BLOCKS = ["aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block"];

export const s3Facts: ServiceFacts = {
  holdsData: { aws_s3_bucket: "a bucket's objects", aws_s3_object: "an object" },
  rules: [
    forcedDeletionRule("aws_s3_bucket"),
    {
      id: "data-loss/versions-off",
      risk: "data-loss",
      types: ["aws_s3_bucket_versioning"],
      actions: ["update"],
      when: [{ path: "versioning_configuration.status", becomes: ["Suspended", "Disabled"] }],
      reason: "Overwritten and deleted objects are no longer kept.",
    },
    {
      id: "data-loss/object-lock-off",
      risk: "data-loss",
      types: ["aws_s3_bucket_object_lock_configuration"],
      actions: ["delete"],
      reason: "New objects are no longer locked: whoever may delete them can do so at once.",
    },
    {
      id: "data-loss/object-lock-shorter",
      risk: "data-loss",
      types: ["aws_s3_bucket_object_lock_configuration"],
      actions: ["update"],
      when: [{ path: "rule.default_retention.days", is: "less" }],
      reason: "New objects are locked for {after} days, and no longer for {before}.",
    },
    {
      id: "data-loss/object-lock-governance",
      risk: "data-loss",
      types: ["aws_s3_bucket_object_lock_configuration"],
      actions: ["update"],
      when: [{ path: "rule.default_retention.mode", becomes: ["GOVERNANCE"] }],
      reason: "Administrators may delete new objects in spite of the lock.",
    },
    policyGainsRule("aws_s3_bucket_policy"),
    {
      id: "exposure/bucket-block-off",
      risk: "exposure",
      types: BLOCKS,
      actions: ["update"],
      when: [{ path: "*", becomes: [false] }],
      reason: "Public access to the bucket is no longer blocked.",
    },
    {
      id: "exposure/bucket-block-gone",
      risk: "exposure",
      types: BLOCKS,
      actions: ["delete"],
      reason: "Public access to the bucket is no longer blocked.",
    },
    {
      id: "exposure/bucket-encryption-gone",
      risk: "exposure",
      types: ["aws_s3_bucket_server_side_encryption_configuration"],
      actions: ["delete"],
      reason: "The bucket is no longer encrypted with its own key.",
    },
  ],
};
