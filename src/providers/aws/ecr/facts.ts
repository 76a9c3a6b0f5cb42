/** What is known of registries of images. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { forcedDeletionRule, policyGainsRule } from "../shared/rules";

export const ecrFacts: ServiceFacts = {
  holdsData: { aws_ecr_repository: "a repository's images" },
  rules: [forcedDeletionRule("aws_ecr_repository"), policyGainsRule("aws_ecr_repository_policy")],
};
