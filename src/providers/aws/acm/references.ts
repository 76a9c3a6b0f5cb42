/** What the arguments of ACM name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { errorText, rules } from "../shared/references";

export const acmReferences: readonly ReferenceRule[] = [
  ...rules(
    "aws_acm_certificate",
    errorText("ResourceNotFoundException", "Could not find certificate {value}"),
    ["aws_acm_certificate_validation.certificate_arn"],
    { attribute: "arn" },
  ),
];
