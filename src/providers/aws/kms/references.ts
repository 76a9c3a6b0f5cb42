/** What the arguments of KMS name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { keyRules } from "../shared/references";

export const kmsReferences: readonly ReferenceRule[] = [
  ...keyRules([
    "aws_kms_alias.target_key_id",
    "aws_kms_key_policy.key_id",
    "aws_kms_grant.key_id",
    "aws_kms_replica_key.primary_key_arn",
  ]),
];
