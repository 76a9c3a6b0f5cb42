import { s3Facts } from "../../../../src/providers/aws/s3/facts";
import { describeNoise } from "../../../helpers/noise-cases";
import { describeRules, granted, one } from "../../../helpers/rule-cases";
import { change, create, remove } from "../../../operations/risk/changes";

const lock = (mode: string, days: number): object => ({ rule: [{ default_retention: [{ mode, days }] }] });
const expiring = (...days: readonly number[]): object => ({
  rule: days.map((each) => ({ expiration: [{ days: each }] })),
});
const keeping = (days: number): object => ({
  rule: [{ noncurrent_version_expiration: [{ noncurrent_days: days }] }],
});
const LOCK = "aws_s3_bucket_object_lock_configuration";
const LIFECYCLE = "aws_s3_bucket_lifecycle_configuration";

describeNoise(s3Facts, {
  "bucket-lock-mirrored": {
    type: "aws_s3_bucket",
    before: { object_lock_enabled: false },
    noise: { object_lock_enabled: true },
    drift: { force_destroy: true },
  },
});

describeRules(s3Facts, {
  "exposure/audit-gone": one(remove("aws_s3_bucket_logging"), create("aws_s3_bucket_logging", { bucket: "b" })),
  "data-loss/object-lock-gone": one(remove(LOCK), create(LOCK, lock("GOVERNANCE", 7))),
  "data-loss/object-lock-shorter": one(
    change(LOCK, lock("GOVERNANCE", 7), lock("GOVERNANCE", 6)),
    change(LOCK, lock("GOVERNANCE", 6), lock("GOVERNANCE", 7)),
  ),
  "data-loss/object-lock-weaker": one(
    change(LOCK, lock("COMPLIANCE", 7), lock("GOVERNANCE", 7)),
    change(LOCK, lock("GOVERNANCE", 7), lock("COMPLIANCE", 7)),
  ),
  "cost/objects-locked": one(
    change(LOCK, lock("GOVERNANCE", 7), lock("COMPLIANCE", 7)),
    change(LOCK, lock("COMPLIANCE", 7), lock("COMPLIANCE", 8)),
  ),
  "data-loss/versions-kept-shorter": one(
    change(LIFECYCLE, keeping(30), keeping(29)),
    change(LIFECYCLE, keeping(29), keeping(30)),
  ),
  "data-loss/objects-expire-sooner": {
    yes: [
      change(LIFECYCLE, expiring(), expiring(30)),
      change(LIFECYCLE, expiring(30), expiring(29)),
      change(LIFECYCLE, expiring(30), expiring(30, 7)),
    ],
    no: [change(LIFECYCLE, expiring(30), expiring()), change(LIFECYCLE, expiring(29), expiring(30))],
  },
  "data-loss/versioning-gone": one(
    remove("aws_s3_bucket_versioning"),
    create("aws_s3_bucket_versioning", { versioning_configuration: [{ status: "Enabled" }] }),
  ),
  "data-loss/bucket-emptied": one(
    change("aws_s3_bucket", { force_destroy: false }, { force_destroy: true }),
    change("aws_s3_bucket", { force_destroy: true }, { force_destroy: false }),
  ),
  "data-loss/versions-off": one(
    change(
      "aws_s3_bucket_versioning",
      { versioning_configuration: [{ status: "Enabled" }] },
      { versioning_configuration: [{ status: "Suspended" }] },
    ),
    change(
      "aws_s3_bucket_versioning",
      { versioning_configuration: [{ status: "Suspended" }] },
      { versioning_configuration: [{ status: "Enabled" }] },
    ),
  ),
  "exposure/bucket-block-off": one(
    change("aws_s3_bucket_public_access_block", { block_public_acls: true }, { block_public_acls: false }),
    change("aws_s3_bucket_public_access_block", { block_public_acls: false }, { block_public_acls: true }),
  ),
  "exposure/bucket-block-gone": one(
    remove("aws_s3_bucket_public_access_block"),
    create("aws_s3_bucket_public_access_block", { block_public_acls: true }),
  ),
  "exposure/bucket-encryption-gone": one(
    remove("aws_s3_bucket_server_side_encryption_configuration"),
    create("aws_s3_bucket_server_side_encryption_configuration", { bucket: "b" }),
  ),
  "exposure/policy-gains": granted("aws_s3_bucket_policy"),
});
