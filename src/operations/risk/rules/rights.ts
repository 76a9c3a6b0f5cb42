/** Roles, policies and subjects that may do more. */
import type { RiskRule } from "../risk";

export const RIGHTS_RULES: readonly RiskRule[] = [
  {
    id: "exposure/policy-gains",
    risk: "exposure",
    types: [
      "aws_iam_policy",
      "aws_iam_role_policy",
      "aws_iam_user_policy",
      "aws_iam_group_policy",
      "aws_s3_bucket_policy",
      "aws_sqs_queue_policy",
      "aws_sns_topic_policy",
      "aws_kms_key",
      "aws_kms_key_policy",
      "aws_secretsmanager_secret_policy",
      "aws_ecr_repository_policy",
      "aws_vpc_endpoint",
    ],
    actions: ["create", "update", "replace"],
    when: [{ path: "policy", is: "granting" }],
    reason: "Its policy grants more: {after}.",
  },
  {
    id: "exposure/role-trusts-more",
    risk: "exposure",
    types: ["aws_iam_role"],
    actions: ["create", "update", "replace"],
    when: [{ path: "assume_role_policy", is: "granting" }],
    reason: "More may take this role: {after}.",
  },
  {
    id: "exposure/role-gains-policy",
    risk: "exposure",
    types: ["aws_iam_role_policy_attachment", "aws_iam_user_policy_attachment", "aws_iam_role_policy"],
    actions: ["create"],
    when: [{ path: "role", existing: "aws_iam_role" }],
    reason: "A role that exists already ({after}) gains rights.",
  },
  {
    id: "exposure/administrator",
    risk: "exposure",
    types: ["aws_iam_role_policy_attachment", "aws_iam_user_policy_attachment", "aws_iam_group_policy_attachment"],
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
  {
    id: "exposure/cluster-access",
    risk: "exposure",
    types: ["aws_eks_access_policy_association"],
    actions: ["create", "update", "replace"],
    when: [
      { path: "cluster_name", existing: "aws_eks_cluster" },
      { path: "policy_arn", is: "gaining" },
    ],
    reason: "Somebody gains rights in the cluster.",
  },
  {
    id: "exposure/kubernetes-rights",
    risk: "exposure",
    types: ["kubernetes_cluster_role", "kubernetes_cluster_role_v1", "kubernetes_role", "kubernetes_role_v1"],
    actions: ["update", "replace"],
    when: [{ path: "rule", is: "gaining" }],
    reason: "The role gains rights in the cluster: {after}.",
  },
  {
    id: "exposure/kubernetes-subjects",
    risk: "exposure",
    types: [
      "kubernetes_cluster_role_binding",
      "kubernetes_cluster_role_binding_v1",
      "kubernetes_role_binding",
      "kubernetes_role_binding_v1",
    ],
    actions: ["update", "replace"],
    when: [{ path: "subject", is: "gaining" }],
    reason: "More have this role in the cluster: {after}.",
  },
];
