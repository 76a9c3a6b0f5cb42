/** ARN of a KMS key, for sections. */
import { KEY } from "../../../targets/eks/forms";

export const KEY_ARN = KEY.pattern;
