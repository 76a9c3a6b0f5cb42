import { ecrFacts } from "../../../../src/providers/aws/ecr/facts";
import { describeRules, granted, one } from "../../../helpers/rule-cases";
import { create } from "../../../operations/risk/changes";

describeRules(ecrFacts, {
  "data-loss/bucket-emptied": one(
    create("aws_ecr_repository", { force_destroy: true }),
    create("aws_ecr_repository", { force_destroy: false }),
  ),
  "exposure/policy-gains": granted("aws_ecr_repository_policy"),
});
