/** What the arguments of ECR name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { keyRules } from "../shared/references";

export const ecrReferences: readonly ReferenceRule[] = [
  ...keyRules(["aws_ecr_repository.encryption_configuration.kms_key"]),
];
