import { iamFacts } from "../../../../src/providers/aws/iam/facts";
import { describeRules, granted, one, unlessExchanged } from "../../../helpers/rule-cases";
import { change, create, policy } from "../../../operations/risk/changes";
import { describeRetold } from "../../../helpers/noise-cases";

const trust = (...names: readonly string[]): object => ({
  assume_role_policy: policy({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: names } }),
});
const roles = "aws_iam_role_policy_attachment";

describeRules(iamFacts, {
  "exposure/role-trusts-more": one(
    change("aws_iam_role", trust("arn:a"), trust("arn:a", "arn:b")),
    change("aws_iam_role", trust("arn:a", "arn:b"), trust("arn:b")),
  ),
  "exposure/role-gains-policy": {
    yes: [create(roles, { role: "deployer", policy_arn: "arn:p" })],
    no: [create(roles, { role: "deployer", policy_arn: "arn:p" }), create("aws_iam_role", { name: "deployer" })],
  },
  "exposure/administrator": {
    yes: [
      create(roles, { role: "new", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
      create("aws_iam_role", { name: "new" }),
    ],
    no: [create(roles, { role: "new", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" })],
  },
  "exposure/policy-gains": granted("aws_iam_role_policy"),
  "downtime/identity-gone": unlessExchanged("aws_iam_role"),
});

const arns = (...managed: readonly string[]) => ({ name: "r", managed_policy_arns: managed });
const attached = { type: "aws_iam_role_policy_attachment", values: { role: "r", policy_arn: "arn:p" } };
const inline = (...names: readonly string[]) => ({ name: "r", inline_policy: names.map((name) => ({ name })) });
const own = { type: "aws_iam_role_policy", values: { role: "r", name: "own" } };

describeRetold([
  ["a policy of its own", "aws_iam_role", arns(), arns("arn:p"), [attached], true],
  ["somebody's policy", "aws_iam_role", arns(), arns("arn:p", "arn:admin"), [attached], false],
  ["an inline policy of its own", "aws_iam_role", inline(), inline("own"), [own], true],
  ["somebody's inline policy", "aws_iam_role", inline(), inline("other"), [own], false],
]);
