/** What is known of topics. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { policyGainsRule } from "../shared/rules";

export const snsFacts: ServiceFacts = {
  rules: [policyGainsRule("aws_sns_topic_policy")],
};
