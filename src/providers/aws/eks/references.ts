/** What the arguments of EKS name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { errorText, groupRules, keyRules, roleRules, rules, subnetRules } from "../shared/references";

const NO_CLUSTER = errorText("ResourceNotFoundException", "No cluster found for name: {value}.");
const NO_ROLE = errorText("InvalidParameterException", "The role with name {value} cannot be found.");

export const eksReferences: readonly ReferenceRule[] = [
  // What keeps a cluster is said there: it takes its add-ons and entries with it, not its nodes.
  ...rules(
    "aws_eks_cluster",
    NO_CLUSTER,
    [
      "aws_eks_node_group.cluster_name",
      "aws_eks_addon.cluster_name",
      "aws_eks_access_entry.cluster_name",
      "aws_eks_access_policy_association.cluster_name",
      "aws_eks_pod_identity_association.cluster_name",
      "aws_eks_fargate_profile.cluster_name",
      "aws_eks_identity_provider_config.cluster_name",
      "aws_eks_capability.cluster_name",
    ],
    { attribute: "name" },
  ),
  ...subnetRules([
    "aws_eks_cluster.vpc_config.subnet_ids",
    "aws_eks_node_group.subnet_ids",
    "aws_eks_fargate_profile.subnet_ids",
  ]),
  ...groupRules([
    "aws_eks_cluster.vpc_config.security_group_ids",
    "aws_eks_node_group.remote_access.source_security_group_ids",
  ]),
  ...roleRules(
    [
      "aws_eks_cluster.role_arn",
      "aws_eks_cluster.compute_config.node_role_arn",
      "aws_eks_node_group.node_role_arn",
      "aws_eks_addon.service_account_role_arn",
      "aws_eks_addon.pod_identity_association.role_arn",
      "aws_eks_pod_identity_association.role_arn",
      "aws_eks_fargate_profile.pod_execution_role_arn",
      "aws_eks_capability.role_arn",
    ],
    NO_ROLE,
  ),
  ...keyRules(["aws_eks_cluster.encryption_config.provider.key_arn"]),
  ...rules(
    "aws_launch_template",
    errorText("InvalidParameterException", "The specified launch template, with template ID {value}, does not exist."),
    ["aws_eks_node_group.launch_template.id"],
  ),
  ...rules(
    "aws_launch_template",
    errorText(
      "InvalidParameterException",
      "The specified launch template, with template name {value}, does not exist.",
    ),
    ["aws_eks_node_group.launch_template.name"],
    { attribute: "name" },
  ),
];
