/** What the arguments of Secrets Manager name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { errorText, keyRules, rules } from "../shared/references";

const NO_SECRET = errorText("ResourceNotFoundException", "Secrets Manager can't find the specified secret: {value}");
const SECRET_ARGUMENTS = [
  "aws_secretsmanager_secret_version.secret_id",
  "aws_secretsmanager_secret_policy.secret_arn",
  "aws_secretsmanager_secret_rotation.secret_id",
];

export const secretsmanagerReferences: readonly ReferenceRule[] = [
  ...rules("aws_secretsmanager_secret", NO_SECRET, SECRET_ARGUMENTS, { attribute: "arn", except: /^(?!arn:)/ }),
  ...rules("aws_secretsmanager_secret", NO_SECRET, SECRET_ARGUMENTS, { attribute: "name", except: /^arn:/ }),
  ...keyRules(["aws_secretsmanager_secret.kms_key_id"]),
];
