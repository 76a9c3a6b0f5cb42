/** What the arguments of DynamoDB name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { keyRules } from "../shared/references";

export const dynamodbReferences: readonly ReferenceRule[] = [
  ...keyRules(["aws_dynamodb_table.server_side_encryption.kms_key_arn"]),
];
