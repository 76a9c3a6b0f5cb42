import { s3Facts } from "../../../../src/providers/aws/s3/facts";
import { describeRules, granted, one } from "../../../helpers/rule-cases";
import { change, create, remove } from "../../../operations/risk/changes";

const LOCK = "aws_s3_bucket_object_lock_configuration";
const locked = (mode: string, days: number): Record<string, unknown> => ({
  rule: [{ default_retention: [{ mode, days }] }],
});

describeRules(s3Facts, {
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
  "data-loss/object-lock-off": one(remove(LOCK), create(LOCK, locked("GOVERNANCE", 30))),
  "data-loss/object-lock-shorter": one(
    change(LOCK, locked("GOVERNANCE", 30), locked("GOVERNANCE", 7)),
    change(LOCK, locked("GOVERNANCE", 7), locked("GOVERNANCE", 30)),
  ),
  "data-loss/object-lock-governance": one(
    change(LOCK, locked("COMPLIANCE", 30), locked("GOVERNANCE", 30)),
    change(LOCK, locked("GOVERNANCE", 30), locked("COMPLIANCE", 30)),
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
