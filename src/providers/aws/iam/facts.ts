/** What is known of IAM: who may do more, and whose rights go. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { policyGrantsMore } from "../shared/policy-gains";
import { identityGoneRule, policyGainsRule } from "../shared/rules";

const ATTACHMENTS = ["aws_iam_role_policy_attachment", "aws_iam_user_policy_attachment"];

export const iamFacts: ServiceFacts = {
  mirrored: [
    {
      type: "aws_iam_role",
      attribute: "managed_policy_arns",
      isHeld: (entry, role, siblings) =>
        siblings.some(
          ({ type, values }) =>
            type === "aws_iam_role_policy_attachment" &&
            values["role"] === role["name"] &&
            values["policy_arn"] === entry,
        ),
    },
    {
      type: "aws_iam_role",
      attribute: "inline_policy",
      isHeld: (entry, role, siblings) =>
        siblings.some(
          ({ type, values }) =>
            type === "aws_iam_role_policy" &&
            values["role"] === role["name"] &&
            values["name"] === (entry as Readonly<Record<string, unknown>>)["name"],
        ),
    },
  ],
  rules: [
    policyGainsRule("aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"),
    {
      id: "exposure/role-trusts-more",
      risk: "exposure",
      types: ["aws_iam_role"],
      actions: ["create", "update", "replace"],
      when: [policyGrantsMore("assume_role_policy")],
      reason: "More may take this role: {after}.",
    },
    {
      id: "exposure/role-gains-policy",
      risk: "exposure",
      types: [...ATTACHMENTS, "aws_iam_role_policy"],
      actions: ["create"],
      when: [{ path: "role", existing: "aws_iam_role" }],
      reason: "A role that exists already ({after}) gains rights.",
    },
    {
      id: "exposure/administrator",
      risk: "exposure",
      types: [...ATTACHMENTS, "aws_iam_group_policy_attachment"],
      actions: ["create", "replace", "update"],
      when: [
        {
          path: "policy_arn",
          becomes: [
            "arn:aws:iam::aws:policy/AdministratorAccess",
            "arn:aws:iam::aws:policy/PowerUserAccess",
            "arn:aws:iam::aws:policy/IAMFullAccess",
          ],
        },
      ],
      reason: "It grants {after}.",
    },
    identityGoneRule("aws_iam_role", "aws_iam_instance_profile", "aws_iam_role_policy_attachment"),
  ],
};
