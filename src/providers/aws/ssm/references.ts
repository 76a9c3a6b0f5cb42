/** What the arguments of Systems Manager name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { keyRules } from "../shared/references";

export const ssmReferences: readonly ReferenceRule[] = [...keyRules(["aws_ssm_parameter.key_id"])];
