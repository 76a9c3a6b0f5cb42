/** What is known of Secrets Manager, and of Systems Manager's parameters. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { policyGainsRule } from "../shared/rules";

export const secretFacts: ServiceFacts = {
  holdsData: {
    aws_secretsmanager_secret: "a secret; it can be restored for 7 to 30 days, unless its recovery window is 0",
    aws_ssm_parameter: "a parameter's value",
  },
  billed: ["aws_secretsmanager_secret"],
  noise: [
    {
      name: "rotated-secret-version",
      types: ["aws_secretsmanager_secret_version"],
      attribute: /^(version_id|version_stages(\[\d+\])?)$/,
      reason: "A rotation makes a new version and moves the stages to it.",
    },
  ],
  rules: [policyGainsRule("aws_secretsmanager_secret_policy")],
};
