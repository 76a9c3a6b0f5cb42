/** What the arguments of IAM name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { errorText, rules, AWS_POLICIES } from "../shared/references";

const NO_ROLE = errorText("NoSuchEntity", "The role with name {value} cannot be found.");
const NO_POLICY = errorText("NoSuchEntity", "Policy {value} does not exist or is not attachable.");
const NO_USER = errorText("NoSuchEntity", "The user with name {value} cannot be found.");

export const iamReferences: readonly ReferenceRule[] = [
  // What keeps a role is said there: with `force_detach_policies` nothing does.
  ...rules(
    "aws_iam_role",
    NO_ROLE,
    [
      "aws_iam_role_policy_attachment.role",
      "aws_iam_role_policy.role",
      "aws_iam_instance_profile.role",
      "aws_iam_role_policies_exclusive.role_name",
      "aws_iam_role_policy_attachments_exclusive.role_name",
    ],
    { attribute: "name" },
  ),
  ...rules(
    "aws_iam_policy",
    NO_POLICY,
    [
      "aws_iam_role_policy_attachment.policy_arn",
      "aws_iam_user_policy_attachment.policy_arn",
      "aws_iam_role_policy_attachments_exclusive.policy_arns",
    ],
    {
      attribute: "arn",
      except: AWS_POLICIES,
      inUse: errorText("DeleteConflict", "Cannot delete a policy attached to entities."),
    },
  ),
  ...rules("aws_iam_policy", NO_POLICY, ["aws_iam_role.permissions_boundary", "aws_iam_user.permissions_boundary"], {
    attribute: "arn",
    except: AWS_POLICIES,
    inUse: errorText("DeleteConflict", "Cannot delete a policy attached to entities."),
  }),
  ...rules(
    "aws_iam_user",
    NO_USER,
    ["aws_iam_user_policy_attachment.user", "aws_iam_user_policy.user", "aws_iam_access_key.user"],
    {
      attribute: "name",
      inUse: errorText("DeleteConflict", "Cannot delete entity, must remove its policies and access keys first."),
    },
  ),
];
