/** What is known of S3: buckets, and what guards them, each a resource of its own. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { type Judge, NOT_HELD } from "../../../model/risk";
import { valuesAt } from "../../../model/plan-values";
import { auditGoneRule, forcedDeletionRule, policyGainsRule } from "../shared/rules";

const LOCKS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html";

const LOCK = "aws_s3_bucket_object_lock_configuration";
const LIFECYCLE = "aws_s3_bucket_lifecycle_configuration";

/** Objects are deleted sooner than before, or at all. */
const expiresSooner: Judge = ({ before, after }) => {
  const [had, has] = [before, after].map((one) =>
    Math.min(
      ...valuesAt(one, "rule.expiration.days")
        .map(Number)
        .filter((days) => days > 0),
    ),
  );
  if (had === undefined || has === undefined || !(has < had)) return NOT_HELD;
  return { holds: true, before: Number.isFinite(had) ? `after ${had} days` : "never", after: `after ${has} days` };
};

const BLOCKS = ["aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block"];

export const s3Facts: ServiceFacts = {
  holdsData: { aws_s3_bucket: "a bucket's objects", aws_s3_object: "an object" },
  noise: [
    {
      name: "bucket-lock-mirrored",
      types: ["aws_s3_bucket"],
      attribute: /^object_lock_(enabled|configuration)/,
      reason: "The bucket tells of its lock, which is a resource of its own.",
      when: ({ after }) => after !== false,
    },
  ],
  rules: [
    forcedDeletionRule("aws_s3_bucket"),
    auditGoneRule("aws_s3_bucket_logging"),
    {
      id: "data-loss/object-lock-gone",
      risk: "data-loss",
      types: [LOCK],
      actions: ["delete"],
      reason:
        "New objects are no longer locked: whoever may write can delete them. Older ones stay locked until their time is up.",
      source: LOCKS,
    },
    {
      id: "data-loss/object-lock-shorter",
      risk: "data-loss",
      types: [LOCK],
      actions: ["update"],
      when: [{ path: "rule.default_retention.days", is: "less" }],
      reason: "New objects are locked for {after} days instead of {before}.",
      source: LOCKS,
    },
    {
      id: "data-loss/object-lock-weaker",
      risk: "data-loss",
      types: [LOCK],
      actions: ["update"],
      when: [{ path: "rule.default_retention.mode", becomes: ["GOVERNANCE"] }],
      reason: "Who has the right to bypass governance may delete new objects before their time.",
      source: LOCKS,
    },
    {
      id: "cost/objects-locked",
      risk: "cost",
      direction: "up",
      types: [LOCK],
      actions: ["create", "update"],
      when: [{ path: "rule.default_retention.mode", becomes: ["COMPLIANCE"] }],
      reason: "Until its time is up nobody can delete an object, AWS neither: it is paid for, and the bucket stays.",
      source: LOCKS,
    },
    {
      id: "data-loss/versions-kept-shorter",
      risk: "data-loss",
      types: [LIFECYCLE],
      actions: ["update"],
      when: [{ path: "rule.noncurrent_version_expiration.noncurrent_days", is: "less" }],
      reason:
        "Overwritten and deleted objects can be brought back for {after} days instead of {before}; older ones go at once.",
    },
    {
      id: "data-loss/objects-expire-sooner",
      risk: "data-loss",
      types: [LIFECYCLE],
      actions: ["update"],
      when: [{ judge: expiresSooner }],
      reason: "Objects are deleted {after}, where it was {before}: those that are older go at once.",
    },
    {
      id: "data-loss/versioning-gone",
      risk: "data-loss",
      types: ["aws_s3_bucket_versioning"],
      actions: ["delete"],
      reason: "Overwritten and deleted objects are no longer kept.",
    },
    {
      id: "data-loss/versions-off",
      risk: "data-loss",
      types: ["aws_s3_bucket_versioning"],
      actions: ["update"],
      when: [{ path: "versioning_configuration.status", becomes: ["Suspended", "Disabled"] }],
      reason: "Overwritten and deleted objects are no longer kept.",
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
