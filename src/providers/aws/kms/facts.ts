/** What is known of KMS. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { policyGainsRule } from "../shared/rules";

export const kmsFacts: ServiceFacts = {
  holdsData: {
    aws_kms_key:
      "a key: 7 to 30 days after its deletion nothing that it encrypted, backups included, can be read by anybody",
  },
  billed: ["aws_kms_key"],
  rules: [
    policyGainsRule("aws_kms_key", "aws_kms_key_policy"),
    {
      id: "exposure/key-rotation-off",
      risk: "exposure",
      types: ["aws_kms_key"],
      actions: ["update"],
      when: [{ path: "enable_key_rotation", becomes: [false] }],
      reason: "The key is no longer rotated.",
    },
  ],
};
