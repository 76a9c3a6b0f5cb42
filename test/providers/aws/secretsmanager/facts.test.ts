import { secretFacts } from "../../../../src/providers/aws/secretsmanager/facts";
import { describeRules, granted } from "../../../helpers/rule-cases";

describeRules(secretFacts, {
  "exposure/policy-gains": granted("aws_secretsmanager_secret_policy"),
});
