import { secretFacts } from "../../../../src/providers/aws/secretsmanager/facts";
import { describeRules, granted } from "../../../helpers/rule-cases";
import { describeNoise } from "../../../helpers/noise-cases";

describeRules(secretFacts, {
  "exposure/policy-gains": granted("aws_secretsmanager_secret_policy"),
});

describeNoise(secretFacts, {
  "rotated-secret-version": {
    type: "aws_secretsmanager_secret_version",
    before: { version_id: "a" },
    noise: { version_id: "b" },
    drift: { version_id: "a", secret_id: "x" },
  },
});
